"""The sheets that say how to print, cut and laminate, set for who prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scripts_gen.instructions import Facts, instruction_document
from scripts_gen.order import plan
from scripts_gen.press import Commission
from scripts_gen.produce import document_date
from scripts_gen.resources import read_templates
from scripts_gen.typeset import typeset

Known = dict[tuple[str, Facts, date], bytes]
"""The sheets that were set, by language, by what they say and by date: most sites have the same."""


def print_instructions(commission: Commission, known: Known) -> Iterator[tuple[str, bytes]]:
    """Yield for each language that staff read the file name and the sheet that says how to print, cut and laminate.

    ``known`` takes and gives those that are set: all are of one workspace, with its templates.
    """
    order = commission.order
    facts = _facts(commission)
    for code in [order.staff] if order.staff else order.codes:
        book = commission.books[code]
        asked = code, facts, order.on or document_date(book)
        if asked not in known:
            files = read_templates(commission.workspace.template_folders())
            duplex = facts.duplex if facts.calibrated else "none"
            known[asked] = typeset("instructions.typ", instruction_document(book, facts), files, asked[2], duplex)
        yield f"how-to-print.{code}.pdf", known[asked]


def _facts(commission: Commission) -> Facts:
    design, layout = plan(commission.workspace, commission.order)
    return Facts(
        sheet_width=layout.width,
        sheet_height=layout.height,
        card_width=layout.card.width,
        card_height=layout.card.height,
        per_sheet=len(layout.slots),
        marks=layout.marks_columns or layout.marks_rows,
        guides=layout.guided,
        stock=bool(layout.paper.stock),
        duplex=layout.duplex if design.backs else "none",
        fold=layout.paper.fold,
        punch=design.punch,
        own_page=layout.own_page,
        bleed=layout.bleed,
    )
