"""What book.toml says of the organisation and its paper: ``[organisation]``, ``[print]`` and ``[stock.*]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts_gen import organisation
from scripts_gen.document import Table
from scripts_gen.errors import InputError, did_you_mean
from scripts_gen.logo import KINDS, read_logo
from scripts_gen.organisation import Logo, Organisation, PrintDefaults
from scripts_gen.paper import DUPLEX, PRINTABLE, SHEETS, STOCKS, Stock
from scripts_gen.sizes import SIDES

LONGEST_PAGE = 200
"""Characters. A QR code of 15 mm that holds more cannot be read by every telephone."""
_IN_URLS = r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]"
_URL = re.compile(rf"https?://[A-Za-z0-9]{_IN_URLS}*")
_TOLERANCE = 1e-6


def parse_organisation(table: Table, workspace: Path, folder: str) -> Organisation:
    """Return who speaks, with the logo that stands in ``folder`` of ``workspace``; faults stay with the document."""
    parsed = Organisation(
        name=table.text("name"),
        hotline=table.text("hotline", required=False),
        emergency=table.text("emergency", required=False),
        website=table.text("website", required=False),
        feedback=table.text("feedback", required=False),
        page=_parse_page(table),
        logo=parse_logo(table, workspace, folder),
    )
    table.done()
    return parsed


def _parse_page(table: Table) -> str:
    page = table.text("page", required=False)
    if len(page) > LONGEST_PAGE:
        table.fault("page", f"is {len(page)} characters long; a QR code takes at most {LONGEST_PAGE}")
    elif page and not _URL.fullmatch(page):
        wrong = re.sub(_IN_URLS, "", page)
        found = f"{wrong[0]!r} in it" if wrong else repr(page)
        table.fault("page", f"expected an address such as 'https://www.example.org/phrases', found {found}")
    return page


def parse_logo(table: Table, workspace: Path, folder: str) -> Logo | None:
    """Return the logo under ``logo``, a file in ``folder`` of ``workspace``, where there is one that is sound."""
    try:
        return _find_logo(table, workspace, folder)
    except InputError as error:  # in the file itself
        table.document.faults += error.faults
    except OSError as error:
        table.fault("logo", f"cannot be read: {error.strerror}")
    return None


def _find_logo(table: Table, workspace: Path, folder: str) -> Logo | None:
    name = table.text("logo", required=False)
    kind = next((kind for kind in KINDS if name.endswith(f".{kind}")), None)
    path = workspace / folder / name
    if not name:
        return None
    if path.name != name or "\\" in name or ":" in name:
        table.fault("logo", f"expected the name of a file beside book.toml, found {name!r}")
    elif not kind:
        table.fault("logo", f"expected .svg or .png, found {name!r}")
    elif not path.is_file():
        near = did_you_mean(name, (other.name for ending in KINDS for other in path.parent.glob(f"*.{ending}")))
        table.fault("logo", f"no file {folder}/{name}{near}")
    elif not path.resolve().is_relative_to(workspace.resolve()):
        table.fault("logo", f"{name!r} is a link that leads out of the workspace; copy the file")
    else:
        return read_logo(path, f"{folder}/{name}", kind)
    return None


def parse_print(table: Table, stocks: Iterable[str], *, page: bool) -> PrintDefaults:
    """Return what is printed by default.

    ``stocks`` are the names of the book's own stock, sound or not; ``page`` tells whether the organisation names one.
    Sizes and sheets are looked up when they are used, by whoever knows what the command line says.
    """
    defaults = PrintDefaults(
        card=table.text("card", required=False) or "id1",
        sheet=table.text("sheet", required=False) or "a4",
        layout=_choose(table, "layout", organisation.LAYOUTS),
        stock=table.refer("stock", dict.fromkeys((*STOCKS, *stocks), ""), "stock"),
        duplex=_choose(table, "duplex", DUPLEX),
        ink=_choose(table, "ink", organisation.INKS),
        bleed=table.quantity("bleed", 0),
        margin=table.quantity("margin", PRINTABLE),
        marks=table.flag("marks"),
        guides=table.flag("guides"),
        punch=_choose(table, "punch", organisation.PUNCHES),
        offset=table.pair("offset"),
        qr=table.flag("qr") or False,
        finished=table.flag("finished") or False,
    )
    if defaults.qr and not page:
        table.fault("qr", "a QR code needs an address: set 'page' in [organisation]")
    table.done()
    return defaults


def _choose(table: Table, key: str, options: tuple[str, ...]) -> str:
    """Return one of ``options``, by default the first."""
    return table.choice(key, options, default=options[0])


def parse_stocks(tables: Mapping[str, Table]) -> dict[str, Stock]:
    """Return the organisation's own perforated stock by name; faults stay with the document."""
    return {name: _parse_stock(name, table) for name, table in tables.items()}


def _parse_stock(name: str, table: Table) -> Stock:
    told = len(table.document.faults)
    if name in STOCKS:
        table.fault(None, f"{name!r} is stock that scripts-gen knows; give yours another name")
    sheet = table.refer("sheet", dict.fromkeys(SHEETS, ""), "sheet", required=True)
    width, height = (table.quantity(side, least=SIDES[0]) for side in ("width", "height"))
    columns, rows = (table.number(key, least=1) for key in ("columns", "rows"))
    stock = Stock(
        name=table.key(name, name),
        sheet=sheet,
        width=width,
        height=height,
        columns=columns,
        rows=rows,
        left=table.quantity("left"),
        top=table.quantity("top"),
        across=table.quantity("across", None if columns > 1 else width),
        down=table.quantity("down", None if rows > 1 else height),
    )
    table.done()
    if len(table.document.faults) == told:
        size = SHEETS[sheet]
        _check_axis(table, ("across", stock.across), stock.columns, stock.width, stock.left, size.width)
        _check_axis(table, ("down", stock.down), stock.rows, stock.height, stock.top, size.height)
    return stock


def _check_axis(table: Table, pitch: tuple[str, float], count: int, side: float, first: float, room: float) -> None:
    """Record a fault where ``count`` cards at this pitch lie on one another or run off the sheet."""
    key, step = pitch
    end = first + (count - 1) * step + side
    if count > 1 and step < side - _TOLERANCE:
        table.fault(key, f"cards of {side:g} mm lie on one another {step:g} mm apart; expected at least {side:g}")
    elif end > room + _TOLERANCE:
        table.fault(None, f"cards run off the sheet {key}: the last one ends at {end:g} mm of {room:g}")
