"""Phrasebooks for other people's tools: each format a small writer with one interface.

A writer takes a ``Source`` and returns bytes: the same ones for the same source. ``FORMATS`` lists them by name. The
module of a format, and the library behind it, is imported when it writes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from scripts_gen.export.source import Format, Holds, Source


def _writer(module: str) -> Callable[[Source], bytes]:
    """Return the function ``write`` of a module of this package."""

    def write(source: Source) -> bytes:
        data = import_module(f"{__name__}.{module}").write(source)
        assert isinstance(data, bytes)
        return data

    return write


FORMATS = {
    known.name: known
    for known in (
        Format("espanso", "espanso.yml", "espanso: put it into the folder match of its settings", _writer("espanso")),
        Format("anki", "phrases.apkg", "Anki: File › Import; a later one updates the cards", _writer("anki")),
        Format("obz", "phrases.obz", "Open Board Format, for talkers and pointing boards", _writer("obz"), True),
        Format("zendesk", "zendesk.json", "Zendesk: macros with dynamic content, for its API", _writer("zendesk")),
        Format("chatwoot", "chatwoot.json", "Chatwoot: canned responses, for its API", _writer("chatwoot")),
        Format("zammad", "zammad.csv", "Zammad: Manage › Text Modules › Import", _writer("zammad")),
        Format("freshdesk", "freshdesk.json", "Freshdesk: canned responses, for its API", _writer("freshdesk")),
        Format(
            "json", "phrasebook.json", "the whole phrasebook for programs of your own", _writer("json_document"), True
        ),
        Format("csv", "phrases.csv", "a table to edit; comes back by import", _writer("table"), holds=Holds.ALL),
        Format(
            "xliff",
            "phrases.xlf",
            "XLIFF 1.2 for translators; comes back by import",
            _writer("xliff"),
            points=True,
            holds=Holds.ALL,
            one_locale=True,
        ),
        Format(
            "xliff2",
            "phrases.xliff",
            "XLIFF 2.0 for translators; comes back by import",
            _writer("xliff2"),
            points=True,
            holds=Holds.ALL,
            one_locale=True,
        ),
        Format(
            "tmx",
            "phrases.tmx",
            "TMX: a translation memory of what is approved",
            _writer("tmx"),
            points=True,
            holds=Holds.APPROVED,
        ),
    )
}
"""By name, in the order of the help."""

__all__ = ["FORMATS", "Format", "Holds", "Source"]
