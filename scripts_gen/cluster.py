"""A Dask cluster as an executor: the machines that set type where one is too few; nothing else here knows Dask.

Jobs carry their data, so a worker needs nothing but this package, in the same version. The scheduler gives the jobs of
a worker that was lost to the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, ParamSpec, TypeVar

from scripts_gen.errors import ScriptsGenError

PACKAGES = ("scripts-gen", "typst", "pikepdf", "fontpkg-noto-sans", "fontpkg-almarai")
"""What decides the bytes."""
PATIENCE = 10
"""Seconds that a scheduler, and then its first worker, is waited for."""
AHEAD = 4
"""So many jobs for each thread of the cluster are under way, so that none waits for this machine."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Versions = tuple[str, ...]


@contextmanager
def open_cluster(address: str) -> Iterator[Executor]:
    """Give the executor of the cluster whose scheduler is at ``address``, such as ``tcp://10.0.0.5:8786``.

    Raises ScriptsGenError, in one sentence, where there is no such cluster, where its workers would not make the same
    bytes, and where it is lost.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise ScriptsGenError("--cluster needs Dask: pip install 'scripts-gen[cluster]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told here, once
    client = _connect(distributed, address)
    try:
        _check_workers(client, address)
        yield _ClusterExecutor(client)
    except KilledWorker as error:
        told = f"the workers of {address} died of a deck, one after the other; perhaps they have too little memory"
        raise ScriptsGenError(told) from error
    except CancelledError as error:
        told = f"the scheduler at {address} was lost; what is written is whole, and the next run goes on from there"
        raise ScriptsGenError(told) from error
    finally:
        client.close()


def _connect(dask: Any, address: str) -> Any:
    try:
        # Asked beforehand, because a client that has no address takes long to close.
        scheme = dask.comm.resolve_address(address).partition("://")[0]
        if scheme == "tls" and not dask.Security().get_connection_args("client")["ssl_context"]:
            raise ValueError("its certificates are missing; Dask's settings name them under distributed.comm.tls")
        return dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:
        raise ScriptsGenError(f"no cluster at {address!r}: {_sentence(error)}") from error


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _check_workers(client: Any, address: str) -> None:
    """Raise ScriptsGenError where there is no worker, or one that would not do."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except Exception as error:
        raise ScriptsGenError(f"the cluster at {address} has no workers; start one: dask worker {address}") from error
    wrong: dict[str, list[str]] = {}
    for package in PACKAGES:
        ours = version(package)
        for worker, theirs in client.run(version, package, on_error="return").items():
            if theirs != ours:
                found = theirs if isinstance(theirs, str) else "none"
                wrong.setdefault(f"{package} {found}, and this machine has {ours}", []).append(worker)
    if wrong:
        told = (f"{', '.join(sorted(workers))}: has {difference}" for difference, workers in wrong.items())
        raise ScriptsGenError("\n".join((*told, "nothing was set: workers must make the same bytes as this machine")))


class _ClusterExecutor(Executor):
    """The workers of a cluster, as many as there are at the time."""

    def __init__(self, client: Any) -> None:
        self._executor = client.get_executor(pure=False)
        self.window = max(16, AHEAD * sum(client.nthreads().values()))
        """What ``share_out`` takes ahead."""

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Return the future of ``fn(*args, **kwargs)``, done by a worker; all of it can be pickled."""
        future: Future[Result] = self._executor.submit(_do, _versions(), fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs."""
        self._executor.shutdown(wait and not cancel_futures)


def _do(ours: Versions, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Result:
    """Do a job on a worker, which may have come when the others had been checked."""
    if _versions() != ours:
        raise ScriptsGenError(f"a worker has {_listed(_versions())}, and this machine has {_listed(ours)}")
    return fn(*args, **kwargs)


@cache
def _versions() -> Versions:
    return tuple(map(_version, PACKAGES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _listed(versions: Versions) -> str:
    return ", ".join(f"{package} {its}" for package, its in zip(PACKAGES, versions, strict=True))
