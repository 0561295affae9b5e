"""scripts-gen: approved speech formulas as role scripts, laminated cards and look-up, in the customer's language.

From Python, begin with ``read_workspace(root)`` and resolve a language with ``read_phrasebook(workspace, code)``;
``produce_scripts`` and ``print_decks`` make the documents. Names are loaded when they are first used, because the
command line imports this package on the way of every look-up.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scripts_gen.deck import Wish
    from scripts_gen.errors import Fault, InputError, ScriptsGenError
    from scripts_gen.order import Order
    from scripts_gen.paper import Paper
    from scripts_gen.press import print_decks
    from scripts_gen.produce import produce_scripts, read_phrasebook
    from scripts_gen.workspace import Workspace, read_workspace

_HOMES = {
    "Fault": "errors",
    "InputError": "errors",
    "ScriptsGenError": "errors",
    "Order": "order",
    "Paper": "paper",
    "Wish": "deck",
    "Workspace": "workspace",
    "print_decks": "press",
    "produce_scripts": "produce",
    "read_phrasebook": "produce",
    "read_workspace": "workspace",
}
__all__ = [
    "Fault",
    "InputError",
    "Order",
    "Paper",
    "ScriptsGenError",
    "Wish",
    "Workspace",
    "print_decks",
    "produce_scripts",
    "read_phrasebook",
    "read_workspace",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
