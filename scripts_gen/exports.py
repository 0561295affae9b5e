"""From a workspace to what other people's tools read: which languages, whose phrases, in whose words for staff."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from scripts_gen.export.source import Holds, Source
from scripts_gen.phrasebook import LeftOut, Phrasebook
from scripts_gen.produce import document_date, read_phrasebooks
from scripts_gen.workspace import Workspace


def read_source(
    workspace: Workspace, roles: Iterable[str], codes: Sequence[str], staff: str | None, on: date | None
) -> Source:
    """Return what is exported of ``workspace``: the keys ``roles`` in the locales ``codes``, neither of them empty.

    ``staff`` is the language its readers know, the book's source where None; ``on`` overrides the date.
    """
    asked = set(codes)
    reader = staff or workspace.book.source
    books = read_phrasebooks(workspace, [*(code for code in workspace.locales if code in asked), reader])
    wanted = set(roles)
    return Source(
        books={code: book for code, book in books.items() if code in asked},
        reader=books[reader],
        roles=tuple(role for role in workspace.book.roles.values() if role.key in wanted),
        on=on or document_date(*books.values()),
        workspace=workspace,
    )


def find_left_out(
    source: Source, *, points: bool, holds: Holds = Holds.READY
) -> Iterator[tuple[str, tuple[LeftOut, ...]]]:
    """Yield what each language leaves out of the phrases exported, and with ``points`` of what answers them."""
    if holds is Holds.ALL:
        return
    said = set(source.phrase_keys())
    for code, book in source.books.items():
        asked = {gap.key for role in source.roles for gap in book.answers_left_out_of(role)} if points else set()
        gaps = tuple(gap for gap in book.left_out if gap.key in said | asked)
        drafts = _drafts(book, said, points=points) if holds is Holds.APPROVED and code in source.targets() else ()
        yield code, (*gaps, *drafts)


def _drafts(book: Phrasebook, said: Collection[str], *, points: bool) -> Iterator[LeftOut]:
    """Yield what the book lets reach staff although it is not approved."""
    rows = [(key, row) for key, entry in book.entries.items() if key in said for row in entry.wordings]
    rows += [(book.book.points[key].context, point) for key, point in book.points.items()] if points else []
    yield from (LeftOut(key, row.status, row.variant) for key, row in rows if row.draft)
