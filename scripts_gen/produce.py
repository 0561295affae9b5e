"""From a workspace to documents: what is made, under which name, with what left out. Whoever calls writes the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from scripts_gen.message import GUIDANCE, SPOKEN
from scripts_gen.model import Role
from scripts_gen.phrasebook import LeftOut, Phrasebook, build_phrasebook
from scripts_gen.resources import read_templates
from scripts_gen.seal import approval_of
from scripts_gen.sites import Site, at_site, phrasebook_at
from scripts_gen.workspace import Workspace, revision_date

if TYPE_CHECKING:
    from scripts_gen.matrix import Matrix
    from scripts_gen.script import Script

FORMATS = ("pdf", "html", "md", "txt")
EPOCH = date(2000, 1, 1)
"""The date of documents from catalogs that carry none."""
SCRIPTS_EACH = 2
"""So many a process prints before it makes room for another: some gigabyte of what the typesetter keeps."""


@dataclass(frozen=True, slots=True)
class Product:
    """A file to be."""

    name: str
    """File name, such as ``cashier.ar-fi.pdf``, at a site below its folder: ``riga/cashier.ar-fi.pdf``."""
    data: bytes
    left_out: tuple[LeftOut, ...] = ()
    """The role's phrases that the script leaves out; told with its first format, and the first site, only."""


def read_phrasebook(workspace: Workspace, code: str) -> Phrasebook:
    """Return the book of ``workspace`` resolved in the locale ``code``."""
    catalogs = workspace.read_catalogs(code)
    live = {domain: catalog.live() for domain, catalog in catalogs.items()}
    approved = (approval.date for m in live.get(SPOKEN, {}).values() if (approval := approval_of(m)))
    spoken = catalogs.get(SPOKEN)
    return build_phrasebook(
        workspace.book,
        workspace.locales[code],
        workspace.template(GUIDANCE),
        live,
        workspace.formatter(code),
        plural_forms=spoken.header.get("Plural-Forms", "") if spoken else "",
        revised=max([revision_date(catalog) for catalog in catalogs.values()] + list(approved), default=""),
    )


def read_phrasebooks(workspace: Workspace, codes: Iterable[str]) -> dict[str, Phrasebook]:
    """Return a phrasebook for each of ``codes``, each once."""
    return {code: read_phrasebook(workspace, code) for code in dict.fromkeys(codes)}


def read_coverage(workspace: Workspace, roles: Iterable[str], code: str | None) -> Matrix:
    """Return the coverage of ``roles``: of what may be said in the locale ``code`` and in its words, else of the book.

    The book alone is shown in its source language.
    """
    from scripts_gen.coverage import count_coverage
    from scripts_gen.matrix import build_matrix

    reader = read_phrasebook(workspace, code or workspace.book.source)
    coverage = count_coverage(workspace.book, roles, reader.entries if code else None)
    return build_matrix(coverage, reader, spoken=code is not None)


def produce_scripts(
    workspace: Workspace,
    roles: Iterable[str],
    codes: Sequence[str],
    staff: str | None,
    formats: Sequence[str],
    on: date | None,
    executor: Executor | None = None,
) -> Iterator[Product]:
    """Yield the script of each role in each language and format; ``staff`` is the language its readers know.

    ``on`` overrides the documents' date; ``executor`` sets them elsewhere, as ``share_out`` has it. Raises
    ScriptsGenError where a template fails.
    """
    books = read_phrasebooks(workspace, [*codes, *([staff] if staff else [])])
    asked = [
        _Asked("", workspace.book.roles[role], books[code], books[staff or code]) for role in roles for code in codes
    ]
    return _produce(workspace, asked, staff, formats, on, executor)


def produce_site_scripts(
    workspace: Workspace,
    sites: Iterable[Site],
    staff: str | None,
    formats: Sequence[str],
    on: date | None,
    executor: Executor | None = None,
) -> Iterator[Product]:
    """Yield the scripts of each of ``sites``, in its roles and languages, each site's in a folder of its own.

    The catalogs are read once for all of them, and what a script leaves out is told with the first site that has it.
    The other arguments, and what is raised, are those of ``produce_scripts``.
    """
    sites = list(sites)
    readers = [staff] if staff else []
    shared = read_phrasebooks(workspace, [*(code for site in sites for code in site.locales), *readers])
    asked: list[_Asked] = []
    for site in sites:
        at = at_site(workspace, site)
        books = {code: phrasebook_at(shared[code], at) for code in (*site.locales, *readers)}
        asked += (
            _Asked(f"{site.key}/", at.book.roles[role], books[code], books[staff or code])
            for role in site.roles
            for code in site.locales
        )
    return _produce(workspace, asked, staff, formats, on, executor)


class _Asked(NamedTuple):
    """A script to be made."""

    folder: str
    """With a slash; empty for none."""
    role: Role
    spoken: Phrasebook
    reader: Phrasebook

    def left_out(self) -> tuple[LeftOut, ...]:
        return (*self.spoken.left_out_of(self.role), *self.spoken.answers_left_out_of(self.role))


def _produce(
    workspace: Workspace,
    asked: Sequence[_Asked],
    staff: str | None,
    formats: Sequence[str],
    on: date | None,
    executor: Executor | None,
) -> Iterator[Product]:
    from scripts_gen.script import build_script
    from scripts_gen.workers import share_out

    folders = workspace.template_folders()
    files = read_templates(folders) if "pdf" in formats else {}
    sources = read_templates(folders, (".j2",))
    jobs = (
        (build_script(role, spoken, reader), tuple(formats), sources, files, on or document_date(spoken, reader))
        for _, role, spoken, reader in asked
    )
    each = SCRIPTS_EACH if "pdf" in formats else len(asked)
    written = share_out(_write_script, jobs, count=len(asked), each=each, executor=executor)
    told = set[str]()
    for one, texts in zip(asked, written, strict=True):
        stem = file_stem(one.role.key, one.spoken.locale.code, staff)
        left_out = one.left_out() if stem not in told else ()
        told.add(stem)
        for kind, data in zip(formats, texts, strict=True):
            yield Product(f"{one.folder}{stem}.{kind}", data, left_out if kind == formats[0] else ())


def _write_script(job: tuple[Script, tuple[str, ...], Mapping[str, bytes], Mapping[str, bytes], date]) -> list[bytes]:
    """Return a script in each of the formats asked for."""
    from scripts_gen.render import render, script_document
    from scripts_gen.typeset import forget, typeset

    script, formats, texts, files, day = job
    made = [
        typeset("script.typ", script_document(script), files, day)
        if kind == "pdf"
        else render(f"script.{kind}.j2", script, texts).encode()
        for kind in formats
    ]
    if "pdf" in formats:
        forget()
    return made


def document_date(*books: Phrasebook) -> date:
    """Return the newest date of the catalogs behind ``books``."""
    newest = max(book.revised for book in books)
    return date.fromisoformat(newest) if newest else EPOCH


def file_stem(role: str, code: str, staff: str | None) -> str:
    """Return ``cashier.ar``, or ``cashier.ar-fi`` for readers of another language."""
    return f"{role}.{code}-{staff}" if staff and staff != code else f"{role}.{code}"
