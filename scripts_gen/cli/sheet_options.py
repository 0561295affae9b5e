"""The options of ``cards``: which phrases, on which paper, how they look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.options import Command
from scripts_gen.cli.outputs import selected

if TYPE_CHECKING:
    from scripts_gen.deck import Wish
    from scripts_gen.errors import Fault
    from scripts_gen.order import Order
    from scripts_gen.organisation import PrintDefaults
    from scripts_gen.paper import Paper
    from scripts_gen.workspace import Workspace

LAYOUTS = ("phrase", "role", "bilingual", "point", "fold", "wall")

_PHRASES = (
    click.option(
        "--layout",
        type=click.Choice(LAYOUTS),
        help="One phrase a card, a pocket script of the role, two languages, answers to point at, cards to fold, "
        "or wall sheets. Default: what book.toml prints, else phrase.",
    ),
    click.option("--all", "everything", is_flag=True, help="Every phrase of the role, not its pocket alone."),
    options.name("situation", "--situation", "situations", multiple=True, help="Every phrase of this situation."),
    options.name("phrase", "--only", "keys", multiple=True, help="Only this phrase; may be repeated."),
    click.option("--copies", type=click.IntRange(1, 1000), metavar="N", help="So many of each card. Default: 1."),
)


def _offset(ctx: click.Context, parameter: click.Parameter, text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter("expected millimetres to the right and down, such as 0.8,-1.5") from None
    return x, y


def _millimetres(name: str, text: str) -> Any:
    return click.option(name, type=float, metavar="MM", help=text)


_SHEET = (
    click.option(
        "--card", metavar="SIZE", help="id1, a7, a6, a5, a4, a3 or WxH in mm. Default: what book.toml prints."
    ),
    click.option("--finished/--paper", default=None, help="The size is that of the laminated piece / of the paper."),
    click.option("--sheet", metavar="SIZE", help="a4, a3, letter, or card: each card is a page of its own."),
    click.option("--stock", metavar="NAME", help="Perforated cards, such as avery-32015; brings its own sizes."),
    click.option("--start-at", type=int, metavar="N", help="The first unused slot of the first sheet. Default: 1."),
    click.option(
        "--duplex",
        metavar="EDGE",
        help="Backs for a printer that turns sheets over the long or the short edge; none: one side.",
    ),
    click.option("--offset", callback=_offset, metavar="X,Y", help="Move the backs by so many mm right and down."),
    _millimetres("--bleed", "Ink runs over the trim by so much (a print shop wants 3)."),
    _millimetres("--gutter", "Between the cards. Default: none, or room for the bleed."),
    _millimetres("--margin", "What the printer leaves blank. Default: 5."),
    click.option("--marks/--no-marks", default=None, help="Crop marks. Default: where the margin has room."),
    click.option("--guides/--no-guides", default=None, help="Fine ticks on corners. Default: where marks lack room."),
    click.option("--punch", type=click.Choice(("none", "slot", "hole")), help="Room for a lanyard's slot or hole."),
    click.option("--ink", type=click.Choice(("color", "gray")), help="Print in colour or in grey."),
    click.option("--turn", "turned", is_flag=True, help="Turn round what customers read, to face them."),
    click.option("--qr/--no-qr", default=None, help="A code on the back that opens the look-up page."),
)


def choose_phrases(command: Command) -> Command:
    """Add what chooses the phrases and the layout."""
    return _add(command, _PHRASES)


def choose_sheet(command: Command) -> Command:
    """Add what describes the paper and the look."""
    return _add(command, _SHEET)


def _add(command: Command, added: Iterable[Any]) -> Command:
    for option in reversed(list(added)):
        command = option(command)
    return command


def read_order(root: Path, asked: dict[str, Any]) -> tuple[Workspace, Order]:
    """Return the workspace and what is asked of it; book.toml says what the command line does not.

    Raises InputError with every unknown word and all that cannot be printed so; what replaces issued cards is printed
    as they were, and is for ``plan_faults``.
    """
    from scripts_gen.deck import Wish
    from scripts_gen.errors import InputError

    faults: list[Fault] = []
    try:
        workspace, names, codes, staff = selected(root, asked["roles"], asked["locales"], asked["staff"])
    except InputError as error:
        faults += error.faults
        workspace, names, codes, _ = selected(root, (), (), None)  # raises again where the book is at fault
        staff = asked["staff"]
    try:
        wish = read_wish(workspace, names, asked)
    except InputError as error:
        faults += error.faults
        wish = Wish()
    check_chosen(workspace, codes, asked)
    order = make_order(workspace, names, codes, staff, wish, asked)
    if not asked["changed"]:
        faults += plan_faults(workspace, [order])
    if faults:
        raise InputError(faults)
    return workspace, order


def make_order(
    workspace: Workspace,
    names: Iterable[str],
    codes: Iterable[str],
    staff: str | None,
    wish: Wish,
    asked: dict[str, Any],
) -> Order:
    """Return the order of the command line; the book of ``workspace`` says what that does not."""
    from scripts_gen.order import Order, has_qr

    defaults = workspace.book.print
    layout, paper = asked["layout"] or defaults.layout, read_paper(asked, defaults)
    chosen = options.choice(asked["speaker"], asked["listener"])
    return Order(
        roles=tuple(names),
        codes=tuple(codes),
        staff=staff or "",
        layout=layout,
        paper=paper,
        wish=wish,
        chosen=tuple(chosen.items()),
        ink=asked["ink"] or defaults.ink,
        punch=asked["punch"] or defaults.punch,
        turned=asked["turned"],
        qr=defaults.qr and (asked["changed"] or has_qr(layout, paper)) if asked["qr"] is None else asked["qr"],
        copies=asked["copies"] or 1,
        on=asked["on_date"],
    )


def check_chosen(workspace: Workspace, codes: Iterable[str], asked: dict[str, Any]) -> None:
    """Raise BadParameter for an axis value that none of the languages knows."""
    chosen = options.choice(asked["speaker"], asked["listener"])
    for axis, value in chosen.items():
        known = {v: "" for code in codes for a in workspace.locales[code].axes if a.name == axis for v in a.values}
        if value not in known:
            raise click.BadParameter(f"expected one of {', '.join(known) or 'none'}", param_hint=f"--{axis}")


def plan_faults(workspace: Workspace, orders: Iterable[Order]) -> list[Fault]:
    """Return all that cannot be printed as it is asked for."""
    from scripts_gen.errors import InputError
    from scripts_gen.order import plan

    faults: list[Fault] = []
    for order in orders:
        try:
            plan(workspace, order)
        except InputError as error:
            faults += error.faults
    return faults


def read_paper(asked: dict[str, Any], defaults: PrintDefaults) -> Paper:
    """Return the paper that the command line asks for; book.toml says what that does not."""
    from dataclasses import replace

    from scripts_gen.order import default_paper

    names = ("card", "sheet", "finished", "stock", "duplex", "offset", "bleed", "gutter", "margin", "marks", "guides")
    given = {name: asked[name] for name in (*names, "start_at") if asked[name] is not None}
    plain = {"stock": ""} if given.keys() & {"card", "sheet"} else {}  # which would be the stock's own
    return replace(default_paper(defaults), **{**plain, **given})


def read_wish(workspace: Workspace, roles: Iterable[str], asked: dict[str, Any]) -> Wish:
    """Return the phrases that the command line asks for; all unknown words in one error."""
    from scripts_gen.deck import Wish
    from scripts_gen.errors import Fault, InputError, no_such

    situations, keys = dict.fromkeys(asked["situations"]), dict.fromkeys(asked["keys"])
    if asked["everything"] and (situations or keys):
        raise click.UsageError("--all prints everything; leave --situation and --only out")
    reached = {key for role in roles for key in workspace.book.roles[role].situations()}
    phrases = workspace.book.phrases()
    faults: list[Fault] = []
    for word in situations:
        if word not in workspace.book.situations:
            faults += no_such("situation", word, workspace.book.situations).faults
        elif word not in reached:
            faults.append(Fault("", 0, "--situation", f"none of these roles has the situation {word!r}"))
    for word in keys:
        if word not in phrases:
            faults += no_such("phrase", word, phrases).faults
        elif word.partition(".")[0] not in reached:
            faults.append(Fault("", 0, "--only", f"none of these roles has the phrase {word!r}"))
    if faults:
        raise InputError(faults)
    return Wish(asked["everything"], tuple(situations), tuple(keys))
