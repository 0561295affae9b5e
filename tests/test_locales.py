"""What each language needs, and how it writes numbers, money, dates, times and spans."""

from __future__ import annotations

from datetime import time
from functools import partial
from pathlib import Path

import pytest

from scripts_gen.errors import InputError
from scripts_gen.language import Locale
from scripts_gen.locales import PLURALS, LocaleFormatter, find_locale, format_locale, new_locale, read_locales
from scripts_gen.model import Placeholder

ROOT = Path(__file__).parent.parent
LOCALES = read_locales(ROOT, ("en", "ar", "fi", "ru", "tl"))


@pytest.mark.parametrize(
    ("kind", "typed", "written"),
    [
        ("number", "12345", ["12,345", "12,345", "12 345", "12 345", "12,345"]),
        ("money", "12.50 EUR", ["€12.50", "\u200f12.50 €", "12,50 €", "12,50 €", "€12.50"]),
        ("date", "2026-03-14", ["March 14, 2026", "14 مارس 2026", "14. maaliskuuta 2026", "14 марта 2026 г.",
                                "Marso 14, 2026"]),
        ("time", "14:30", ["2:30 PM", "2:30 م", "14.30", "14:30", "2:30 PM"]),
        ("phone", "+358 40 123 4567", ["+358 40 123 4567"] * 5),
        ("text", "A-1047", ["A-1047"] * 5),
    ],
)  # fmt: skip
def test_value_is_written_the_way_of_the_locale(kind: str, typed: str, written: list[str]) -> None:
    """Each type of placeholder follows CLDR in each language; which no-break space it takes is CLDR's affair."""
    placeholder = Placeholder("x", kind, "x", typed)
    shown = [LocaleFormatter(code, locale.digits).format(placeholder, typed) for code, locale in LOCALES.items()]
    assert [" ".join(text.split()) for text in shown] == written


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(("number", text) for text in ("", "five", "-1", "1.5", "1e3")),
        *(("money", text) for text in ("12.50", "EUR", "12.50 XXQ", "a EUR", "EUR 12", "nan EUR", "Infinity EUR")),
        *(("date", text) for text in ("14.3.2026", "2026-02-30", "tomorrow")),
        *(("time", text) for text in ("25:00", "2pm", "")),
        *(("phone", text) for text in ("call me", "", "12")),
        *(("text", text) for text in ("", "  ")),
    ],
)
def test_value_of_the_wrong_type_is_told_with_an_example(kind: str, typed: str) -> None:
    """A value that is none of its type is refused with what was expected."""
    expected = {"money": "an amount with its currency", "phone": "a telephone number"}.get(kind, f"a {kind}")
    with pytest.raises(ValueError, match=f"expected {expected} such as 'EXAMPLE'"):
        LocaleFormatter("en").format(Placeholder("x", kind, "x", "EXAMPLE"), typed)


def test_month_is_short_and_has_its_year() -> None:
    """What stands below a column of a chart; no book declares a placeholder of this type."""
    month = Placeholder("month", "month", "", "2026-01")
    shown = [LocaleFormatter(code).format(month, "2026-03") for code in ("en", "fi", "ru", "ar", "tl")]
    assert shown == ["Mar 2026", "maalis 2026", "март 2026\u202fг.", "مارس 2026", "Mar 2026"]
    with pytest.raises(ValueError, match="expected a month such as '2026-01'"):
        LocaleFormatter("en").format(month, "March")


def test_time_span_is_written_in_words() -> None:
    """Whole minutes are said as minutes."""
    assert LocaleFormatter("ru").duration(10) == "10 секунд"
    assert LocaleFormatter("fi").duration(120) == "2 minuuttia"


def test_evening_in_arabic_starts_at_noon() -> None:
    """Greetings go by locale.toml; no hour of the day is left without a part in any language, at no hour two."""
    part = {code: partial(parts, locale) for code, locale in LOCALES.items()}
    assert [part[code](hour) for code, hour in (("ar", 11), ("ar", 12), ("tl", 12), ("en", 12))] == [
        ["morning"], ["evening"], ["noon"], ["afternoon"],
    ]  # fmt: skip
    assert all(len(names(hour)) == 1 for names in part.values() for hour in range(24))


def parts(locale: Locale, hour: int) -> list[str]:
    """The parts of the day that an hour lies in."""
    return [part.name for part in locale.day if part.holds(time(hour))]


def test_alias_names_the_locale_of_its_folder() -> None:
    """CLDR calls Tagalog fil; the folder's name is the identity."""
    assert [find_locale(word, LOCALES.values()) for word in ("fil", "TL", "ru", "xx")] == ["tl", "tl", "ru", None]


def test_rows_are_the_plain_one_and_every_combination_of_marked_values() -> None:
    """A locale has only the rows that its axes need; a value that the plain row speaks for has none of its own."""
    assert LOCALES["fi"].rows(("speaker",)) == ((),)
    assert LOCALES["ru"].rows(("speaker",)) == ((), (("speaker", "female"),))
    assert len(LOCALES["ar"].rows(("speaker", "listener"))) == 4
    assert LOCALES["tl"].rows(("listener",)) == ((), (("listener", "female"),), (("listener", "male"),))


@pytest.mark.parametrize("code", ["sv", "he", "pt_BR", "ar", "cs", "sk", "ja"])
def test_new_locale_can_be_read_back(code: str, tmp_path: Path) -> None:
    """The first locale.toml of a language is sound as it is written."""
    path = tmp_path / "locales" / code / "locale.toml"
    path.parent.mkdir(parents=True)
    path.write_text(format_locale(code), encoding="utf-8")
    read = read_locales(tmp_path, [code])[code]
    expected: Locale = new_locale(code)
    assert (read.autonym, read.direction, read.plural_forms, read.day) == (
        expected.autonym, expected.direction, expected.plural_forms, expected.day,
    )  # fmt: skip


def test_locale_that_cldr_does_not_know_is_refused() -> None:
    """A code that names no language is told, with what one looks like."""
    with pytest.raises(InputError, match="locales/xx_YY: is no locale that CLDR knows"):
        new_locale("xx_YY")


@pytest.mark.parametrize("code", ["ar_EG", "ru_RU"])
def test_region_does_not_change_the_plural_rule(code: str) -> None:
    """The rule that is known to be right for a language is that of its regions too."""
    assert new_locale(code).plural_forms == PLURALS[code[:2]]
