"""What devices save for others to read: JSON, of which nothing is believed before it is checked."""

from __future__ import annotations

import json
from typing import Any

from scripts_gen.errors import Fault, InputError


def load_json(data: bytes, file: str, limit: int) -> Any:
    """Return what the bytes of ``file`` hold; raise InputError where these are more than ``limit``, or no JSON."""
    if len(data) > limit:
        raise InputError([Fault(file, 0, "", f"expected at most {limit:,} bytes")])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError([Fault(file, line, "", f"is not UTF-8: byte 0x{data[error.start]:02x}")]) from None
    except json.JSONDecodeError as error:
        told = f"is not JSON, or was cut off, at column {error.colno}"
        raise InputError([Fault(file, error.lineno, "", told)]) from None
    except _TwiceError:
        told = "a key stands twice between two braces"
    except RecursionError:
        told = "brackets in brackets without end"
    except ValueError:
        told = "a number of thousands of digits"
    raise InputError([Fault(file, 0, "", f"is no JSON to be read: {told}")])


class _TwiceError(Exception):
    """A key has two values."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    shape = dict(pairs)
    if len(shape) < len(pairs):
        raise _TwiceError
    return shape


def show_json(value: Any) -> str:
    """Return ``value`` as it stands in a file, shortened, in letters that no terminal obeys."""
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
