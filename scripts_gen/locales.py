"""What each language needs: ``locales/<locale>/locale.toml`` completed by CLDR, and how it writes numbers and dates.

The folder's name is the identity of a locale. Babel only fills in and formats: it resolves ``tl`` to ``fil_PH``, so no
path and no msgctxt is ever made from one of its locales.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import babel
import babel.dates
import babel.numbers
import babel.units

from scripts_gen.document import Table
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.language import AXES, Axis, Locale, PartOfDay, plural_index
from scripts_gen.layers import find_layers, has_file, list_files, read_document
from scripts_gen.model import Placeholder

PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
    "fi": "nplurals=2; plural=n != 1;",
    "en": "nplurals=2; plural=n != 1;",
    "tl": "nplurals=2; plural=n != 1 && n != 2 && n != 3 && (n % 10 == 4 || n % 10 == 6 || n % 10 == 9);",
}
"""Plural headers known to be right; Babel's own table swaps two Arabic forms and is wrong for Filipino."""

GLOSSARY = "glossary.toml"
"""Beside locale.toml: the stems of a language by source term, where they are too many for its ``[glossary]``."""

SMALLEST = 10.0
"""Points: what is read at arm's length, and no wording is ever set smaller."""

_EXPECTED = {"money": "an amount with its currency", "phone": "a telephone number"}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()/-]{2,}[0-9]")


def find_locales(workspace: Path) -> tuple[str, ...]:
    """Return the codes of the locales that have a locale.toml in the workspace, or in a book below, sorted."""
    files = list_files(find_layers(workspace), "locales/*/locale.toml")
    return tuple(sorted(file.split("/")[1] for file in files))


def read_locales(workspace: Path, codes: Iterable[str]) -> dict[str, Locale]:
    """Read the locale.toml, and the glossary.toml where there is one, of each of ``codes``.

    Raises InputError with every fault of every file.
    """
    layers = find_layers(workspace)
    faults: list[Fault] = []
    locales = {}
    for code in codes:
        document = read_document(layers, f"locales/{code}/locale.toml")
        if document.readable:
            locales[code] = _parse_locale(document.root, code)
        faults += document.faults
        if code in locales and has_file(layers, f"locales/{code}/{GLOSSARY}"):
            settings, document = document, read_document(layers, f"locales/{code}/{GLOSSARY}")
            terms = {term: document.root.texts(term) for term in document.root.data}
            above = {
                term: words
                for term, words in locales[code].glossary.items()
                if document.is_below((term,)) and not settings.is_below(("glossary", term))
            }
            locales[code] = replace(locales[code], glossary={**locales[code].glossary, **terms, **above})
            faults += document.faults
    if faults:
        raise InputError(faults)
    return locales


def _parse_locale(table: Table, code: str) -> Locale:
    try:
        cldr = babel.Locale.parse(code)
        autonym, direction = cldr.get_display_name() or code, cldr.text_direction
    except (ValueError, babel.UnknownLocaleError):
        autonym, direction = code, "ltr"
    typography = table.table("type", required=False)
    check, glossary = table.table("check", required=False), table.table("glossary", required=False)
    pronunciation = table.table("pronunciation", required=False)
    quotes = table.texts("quotes") or ("“", "”")
    if len(quotes) != 2:
        table.fault("quotes", f"expected an opening and a closing mark, found {len(quotes)}")
        quotes = ("“", "”")
    locale = Locale(
        code=code,
        autonym=table.text("autonym", required=False) or autonym[:1].upper() + autonym[1:],
        direction=table.choice("direction", ("ltr", "rtl"), default=direction),
        plural_forms=_parse_plural_forms(table),
        day=tuple(_parse_parts(table.table("day", required=False))),
        axes=tuple(_parse_axis(name, inner) for name, inner in table.named("axes").items()),
        address=table.text("address", required=False),
        digits=_parse_digits(table, code),
        quotes=(quotes[0], quotes[1]),
        letters=table.text("letters", required=False),
        pronunciation=pronunciation.text("scheme", required=bool(pronunciation.data)),
        pronunciation_guide=pronunciation.texts("guide"),
        aliases=table.texts("aliases"),
        font=typography.text("font", required=False) or "Noto Sans",
        font_scale=typography.quantity("font_scale", 1.0, least=0.5),
        smallest=typography.quantity("smallest", 10.0, least=SMALLEST),
        leading=typography.quantity("leading", 1.25, least=1),
        ignore=check.texts("ignore"),
        avoid=check.texts("avoid"),
        same=check.texts("same"),
        glossary={term: glossary.texts(term) for term in glossary.data},
    )
    for inner in (table, typography, check, glossary, pronunciation):
        inner.done()
    return locale


def _parse_digits(table: Table, code: str) -> str:
    digits = table.text("digits", required=False) or "latn"
    try:
        LocaleFormatter(code, digits).duration(1)
    except babel.numbers.UnsupportedNumberingSystemError:
        table.fault("digits", f"no numbering system {digits!r} for {code}; expected 'latn' or the language's own")
    return digits


def _parse_plural_forms(table: Table) -> str:
    header = table.text("plural_forms")
    try:
        if header:
            plural_index(header, 1)
    except ValueError as error:
        table.fault("plural_forms", f"is no plural rule: {error}")
    return header


def _parse_parts(table: Table) -> Iterable[PartOfDay]:
    for name in table.data:
        clocks = [_CLOCK.fullmatch(text) for text in table.texts(name)]
        if len(clocks) != 2 or not all(clocks):
            table.fault(name, 'expected two times of the day such as ["05:00", "12:00"]')
            continue
        start, end = (time(int(clock[1]), int(clock[2])) for clock in clocks if clock)
        yield PartOfDay(name, start, end)


def _parse_axis(name: str, table: Table) -> Axis:
    if name not in AXES:
        table.fault(None, f"no axis {name!r}{did_you_mean(name, AXES)}")
    values = table.texts("values", required=True)
    axis = Axis(name, values, table.refer("plain", dict.fromkeys(values, ""), "value"))
    table.done()
    return axis


def new_locale(code: str) -> Locale:
    """Return a locale as CLDR alone knows it. Raises InputError where CLDR does not know ``code``."""
    try:
        cldr = babel.Locale.parse(code)
    except (ValueError, babel.UnknownLocaleError):
        message = "is no locale that CLDR knows; expected a code such as 'sv' or 'pt_BR'"
        raise InputError([Fault(f"locales/{code}", 0, "", message)]) from None
    from babel.messages.plurals import get_plural

    number, rule = get_plural(code)
    autonym = cldr.get_display_name() or code
    rule = rule.removeprefix("(").removesuffix(")")
    header = PLURALS.get(code.partition("_")[0], f"nplurals={number}; plural={rule};")
    return Locale(code, autonym[:1].upper() + autonym[1:], cldr.text_direction, header, _DAY)


_DAY = (
    PartOfDay("morning", time(5), time(12)),
    PartOfDay("afternoon", time(12), time(18)),
    PartOfDay("evening", time(18), time(5)),
)


def format_locale(code: str) -> str:
    """Return the text of a first locale.toml for ``code``; a speaker of the language looks it over."""
    locale = new_locale(code)
    day = "\n".join(f'{part.name} = ["{part.start:%H:%M}", "{part.end:%H:%M}"]' for part in locale.day)
    return f"""\
# What {code} needs. Look over every value with somebody who speaks it: the plural rule is Babel's.
autonym = "{locale.autonym}"
direction = "{locale.direction}"
plural_forms = "{locale.plural_forms}"
# address = "…"  the form of address that the organisation chose
quotes = ["“", "”"]

[day]  # from, up to but without
{day}
"""


def find_locale(word: str, locales: Iterable[Locale]) -> str | None:
    """Return the code of the locale that ``word`` names by code or alias, in any case; None where there is none."""
    folded = word.casefold().replace("-", "_")
    for locale in locales:
        if folded in (name.casefold() for name in (locale.code, *locale.aliases)):
            return locale.code
    return None


@dataclass(frozen=True)
class LocaleFormatter:
    """Typed values as a locale writes them, by CLDR."""

    code: str
    digits: str = "latn"

    @cached_property
    def _cldr(self) -> babel.Locale:
        try:
            return babel.Locale.parse(self.code)
        except babel.UnknownLocaleError:  # a region that CLDR does not know, such as that of a pseudo locale
            return babel.Locale.parse(self.code.partition("_")[0])

    def format(self, placeholder: Placeholder, value: str) -> str:
        """Return ``value`` as this locale writes it.

        Numbers are whole (``5``), money is ``12.50 EUR``, dates ``2026-03-14``, times ``14:30``. A month, ``2026-03``,
        is for reports; no book declares one. Raises ValueError, with what was expected, where ``value`` is not of the
        placeholder's type.
        """
        value = value.strip()
        try:
            return self._format(placeholder.type, value)
        except ValueError:
            expected = (
                f"expected {_EXPECTED.get(placeholder.type, f'a {placeholder.type}')} such as {placeholder.example!r}"
            )
            raise ValueError(f"{placeholder.name}: {expected}, found {value!r}") from None

    def _format(self, kind: str, value: str) -> str:
        if kind == "number":
            return babel.numbers.format_decimal(_whole(value), locale=self._cldr, numbering_system=self.digits)
        if kind == "money":
            amount, _, currency = value.partition(" ")
            if not _AMOUNT.fullmatch(amount) or not babel.numbers.is_currency(currency):
                raise ValueError(value)
            return babel.numbers.format_currency(
                Decimal(amount), currency, locale=self._cldr, numbering_system=self.digits
            )
        if kind == "date":
            return babel.dates.format_date(date.fromisoformat(value), "long", locale=self._cldr)
        if kind == "month":
            return str(babel.dates.format_skeleton("yMMM", date.fromisoformat(f"{value}-01"), locale=self._cldr))
        if kind == "time":
            return babel.dates.format_time(time.fromisoformat(value), "short", locale=self._cldr)
        if not value or (kind == "phone" and not _PHONE.fullmatch(value)):
            raise ValueError(value)
        return value

    def duration(self, seconds: int) -> str:
        """Return a time span, such as ``10 seconds``, in the words of this locale."""
        count, unit = (seconds // 60, "minute") if seconds % 60 == 0 else (seconds, "second")
        return babel.units.format_unit(
            count, f"duration-{unit}", length="long", locale=self._cldr, numbering_system=self.digits
        )

    def language(self, code: str) -> str:
        """Return what speakers of this locale call the language ``code``; the code itself where CLDR does not know."""
        return str(self._cldr.languages.get(code.partition("_")[0], code))


def _whole(value: str) -> int:
    if not value.isdecimal():
        raise ValueError(value)
    return int(value)
