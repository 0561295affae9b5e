"""2,000 cards against WeasyPrint: ``python tests/benchmarks/weasyprint_peer.py``. Not for CI: it needs WeasyPrint.

Both set the same 2,000 faces, ten to an A4 sheet with crop marks: band, wording with its blanks, time and gesture with
their icons, foot, as tagged PDF/UA. The sizes that WeasyPrint is given are those that our fit had to find.
"""

from __future__ import annotations

import html
import itertools
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from scripts_gen import fitting
from scripts_gen.deck import Wish
from scripts_gen.order import Order, plan
from scripts_gen.paper import Paper
from scripts_gen.press import build_decks
from scripts_gen.resources import read_templates
from scripts_gen.typeset import fonts
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
CARDS = 2000


def page(document: dict[str, Any]) -> str:
    """The same fronts as HTML."""
    card, faces = document["card"], document["faces"]
    sheets = []
    for sheet in document["pages"]:
        marks = "".join(
            f'<i style="left:{min(x1, x2)}mm;top:{min(y1, y2)}mm;width:{abs(x1 - x2) or 0.14}mm;'
            f'height:{abs(y1 - y2) or 0.14}mm"></i>'
            for x1, y1, x2, y2 in sheet["marks"]
        )
        cards = "".join(
            f'<div class="card" style="left:{x + card["ink"]}mm;top:{y + card["ink"]}mm">'
            f"{face(faces[index], document)}</div>"
            for index, x, y, _ in sheet["places"]
        )
        sheets.append(f"<section>{marks}{cards}</section>")
    width, height = card["width"] - 2 * card["ink"], card["height"] - 2 * card["ink"]
    style = f"""
    @page {{ size: 210mm 297mm; margin: 0 }}
    body {{ margin: 0; font-family: "Noto Sans", "Almarai" }}
    section {{ position: relative; width: 210mm; height: 297mm; break-after: page }}
    i {{ position: absolute; background: #000 }}
    .card {{ position: absolute; width: {width}mm; height: {height}mm; overflow: hidden }}
    h2 {{ display: flex; justify-content: space-between; margin: 0; padding: 1.4mm; color: #fff; font-size: 10pt;
          border-radius: 1mm }}
    small {{ font-size: 7pt; font-weight: 400 }}
    b {{ display: inline-block; border-top: 0.6pt solid #444; font-size: 7pt; font-weight: 400; line-height: 1 }}
    img {{ height: 8pt }}
    p {{ margin: 2mm 1.5mm; font-weight: 500; line-height: 1.25 }}
    .lower {{ position: absolute; bottom: 0 }}
    .lower p {{ font-size: 8pt; font-weight: 400; color: #373737 }}
    footer {{ margin-left: 1.5mm; font-size: 7pt; color: #4b4b4b }}
    """
    return f"<html lang=en><title>Cards</title><style>{style}</style><body>{''.join(sheets)}"


def face(it: dict[str, Any], document: dict[str, Any]) -> str:
    """One face."""
    band, size = it["band"], it["sizes"][0][0]
    about = it["about"] or {"labels": [], "within": None, "gesture": None}
    notes = [said(label) for label in about["labels"]]
    notes += [f'<img src="{name}.svg" alt="">{said(about[key])}' for key, name in ICONS.items() if about[key]]
    foot = [said(document["role"]), *map(said, it["languages"]), it["number"], it["code"], document["edition"]]
    return (
        f'<h2 style="background:{band["color"]}"><span>{said(band["title"])}</span><small>{said(band["group"])}'
        f' {band["number"]}</small></h2><p style="font-size:{size}pt" lang="{it["parts"][0]["lang"]}">'
        f"{''.join(map(piece, it['parts'][0]['pieces']))}</p>"
        f'<div class="lower"><p>{" ".join(notes)}</p><footer>{" · ".join(foot)}</footer></div>'
    )


ICONS = {"within": "time", "gesture": "gesture"}


def said(text: dict[str, str]) -> str:
    """A text in its language."""
    return f'<span lang="{text["lang"]}" dir="{text["dir"]}">{html.escape(text["text"])}</span>'


def piece(it: dict[str, Any]) -> str:
    """A run of a wording, or a line to write on."""
    if "text" in it:
        return html.escape(it["text"])
    return f'<b style="width:{it["width"]}mm">{said(it["blank"])}</b>'


def main() -> None:
    """Print seconds and the ratio."""
    workspace = read_workspace(ROOT)
    order = Order(tuple(workspace.book.roles), ("fi",), paper=Paper(duplex="none"), wish=Wish(everything=True))
    (design, layout), (decks, _) = plan(workspace, order), build_decks(workspace, order)
    lines = itertools.islice(itertools.cycle(line for deck in decks for line in deck.lines), CARDS)
    deck = replace(decks[0], lines=tuple(lines))
    files = read_templates(workspace.template_folders())
    fonts()
    started = time.perf_counter()
    sheets = fitting.typeset_deck(deck, design, layout, files, date(2026, 11, 22))
    ours = time.perf_counter() - started
    assert sheets.pdf
    document = fitting._fit(deck, design, layout, files).job.document
    text = page(dict(document))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        page_of_cards = weasyprint.HTML(string=text, base_url=str(ROOT / "templates") + "/")
        target = Path(folder) / "cards.pdf"
        page_of_cards.write_pdf(target, font_config=FontConfiguration(), pdf_variant="pdf/ua-1")
    theirs = time.perf_counter() - started
    print(f"{CARDS} cards: ours {ours:.2f} s, WeasyPrint {weasyprint.__version__} {theirs:.2f} s, {theirs / ours:.1f}x")


if __name__ == "__main__":
    main()
