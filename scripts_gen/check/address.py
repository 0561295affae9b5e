"""How staff address a customer: the forms of address that each language's standards ask for.

Only lines to a customer are looked at. Of a file whose domain is unknown only what cannot be right is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts_gen.check import address_forms as forms
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.speech import Word, is_stray, is_to_customer, sentences, words
from scripts_gen.check.subject import Form
from scripts_gen.message import parse_context

_CLAUSE = re.compile(r"[.!?…؟؛،,:\n]")
_MANY = re.compile(
    # Notes and sources that speak to more than one: "To several people", "Have you all come together?"
    r"\bto (?:several|two|three|many|a group|everyone|all|both|families|people)\b"
    r"|\b(?:everyone|both of you|you (?:all|both|two))\b",
    re.IGNORECASE,
)


def _asks_for(form: Form, *names: str) -> bool:
    """Tell whether the locale's address names one of ``names`` as a word."""
    return not {word.folded for word in words(form.language.locale.address)}.isdisjoint(names)


def find_ru_informal(form: Form) -> Iterator[Spot]:
    """Yield ты, its cases, and verbs and imperatives that go with it."""
    if form.language.code != "ru" or not (is_to_customer(form) or is_stray(form)) or _asks_for(form, "ты"):
        return
    for word in words(form.text):
        folded = word.folded.removesuffix("-ка")
        verb = forms.RU_VERB.fullmatch(folded) and folded not in forms.RU_NO_VERBS
        if folded in forms.RU_PRONOUNS or folded in forms.RU_IMPERATIVES or verb:
            yield Spot(word.text, word.start, word.text)


def find_tl_informal(form: Form) -> Iterator[Spot]:
    """Yield ka, mo, ikaw, iyo and what they are joined in."""
    if form.language.code != "tl" or _asks_for(form, "ka", "ikaw"):
        return
    found = words(form.text)
    # A stray text may speak to a reader as software does; one with "po" is certainly meant respectfully.
    if not (is_to_customer(form) or (is_stray(form) and _has_respect(found))):
        return
    for i, word in enumerate(found):
        before = found[i - 1].folded if i else ""
        title = word.text == "Ka" and i + 1 < len(found) and found[i + 1].text[0].isupper()  # Ka Pedro
        your = word.folded == "iyong" and before in forms.TL_YOUR
        if (word.folded in forms.TL_PRONOUNS and not title) or your:
            yield Spot(word.text, word.start, word.text)


def find_tl_no_po(form: Form) -> Iterator[Spot]:
    """Yield a line of two or more words that has neither po nor opo."""
    if form.language.code != "tl" or not is_to_customer(form) or form.text == form.source:
        return
    address = form.language.locale.address
    found = words(form.text)
    if len(found) > 1 and not _has_respect(found) and (not address or _asks_for(form, "po", "opo")):
        yield Spot()


def _has_respect(found: tuple[Word, ...]) -> bool:
    return any(word.folded in forms.TL_RESPECT for word in found)


def find_fi_mixed(form: Form) -> Iterator[Spot]:
    """Yield sinä forms beside te forms, or anywhere where the locale's address is te."""
    customer = is_to_customer(form)
    if form.language.code != "fi" or not (customer or is_stray(form)):
        return
    found = words(form.text)
    te = any(word.folded in forms.FI_TE or forms.FI_TE_VERB.fullmatch(word.folded) for word in found)
    if not te and not (customer and _asks_for(form, "te")):
        return
    for i, word in enumerate(found):
        after = found[i + 1].folded if i + 1 < len(found) else ""
        that_day = word.folded == "sinä" and after.endswith(("na", "nä"))  # the old pronoun: sinä päivänä
        if (_is_sina(word) and not that_day) or (customer and _is_sina_request(word, after)):
            yield Spot(word.text, word.start, word.text)


def _is_sina(word: Word) -> bool:
    known = word.folded in forms.FI_SINA or word.folded in forms.FI_SINA_VERBS
    return known or bool(forms.FI_SINA_QUESTION.fullmatch(word.folded))


def _is_sina_request(word: Word, after: str) -> bool:
    if word.folded in forms.FI_SINA_NOUNS:
        return True
    certain = word.folded not in forms.FI_IMPERATIVE_OR_MORE or after in forms.FI_AFTER_REQUEST
    return word.first and word.folded in forms.FI_IMPERATIVES and certain


def find_fi_plural_participle(form: Form) -> Iterator[Spot]:
    """Yield plural participles of te in a row for one person."""
    if form.language.code != "fi" or not is_to_customer(form) or not _for_one(form):
        return
    for sentence in sentences(form.text):
        following = False
        for word in sentence:
            if following and "," in word.after:
                following = False
            if forms.FI_OLLA.fullmatch(word.folded):
                following = True
            elif following and forms.FI_PARTICIPLE.fullmatch(word.folded):
                following = False
            elif following and forms.FI_PLURAL_PARTICIPLE.fullmatch(word.folded):
                following = False
                if not forms.FI_PLURAL_NOUN.fullmatch(word.folded):
                    yield Spot(word.text, word.start, word.text)


def _for_one(form: Form) -> bool:
    """Tell whether a row speaks to one person: by its msgctxt, or as the plain row of a locale that says so."""
    listener = dict(parse_context(form.message.msgctxt)[1]).get("listener", "")
    if listener:
        return listener == "one"
    plain = any(axis.name == "listener" and axis.plain == "one" for axis in form.language.locale.axes)
    return plain and not any(
        _MANY.search(text) for text in (form.source, *form.message.notes) if "one person" not in text
    )


def find_ar_singular(form: Form) -> Iterator[Spot]:
    """Yield what addresses one person in the singular where the plural of respect is asked for."""
    customer, address = is_to_customer(form), form.language.locale.address
    if form.language.code != "ar" or not (customer or is_stray(form)):
        return
    if address and "كم" not in address and "plural" not in address.casefold():
        return
    found = words(form.text)
    for i, word in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        before = found[i - 1].folded if i else ""
        asked = before == "هل" and word.folded in forms.AR_PRESENT
        if _ar_has(word.folded, forms.AR_SINGULAR if customer else forms.AR_STRAY) or (
            customer and (asked or _ar_imperative(word, after))
        ):
            yield Spot(word.text, word.start, word.text)


def _ar_has(folded: str, singular: frozenset[str]) -> bool:
    """Tell whether a word is one of ``singular``, alone or with a joined particle before a word of three letters."""
    if folded in singular or (folded[:1] == "و" and folded[1:] in singular):
        return True
    return any(
        folded.startswith(joined) and len(folded) - len(joined) > 2 and folded[len(joined) :] in singular
        for joined in forms.AR_JOINED
    )


def _ar_imperative(word: Word, after: Word | None) -> bool:
    followers = forms.AR_IMPERATIVE_BEFORE.get(word.folded)
    if followers is None or not (not word.start or _CLAUSE.search(word.after)):
        return False
    return after is None or bool(_CLAUSE.search(after.after)) or after.folded in followers


RULES: tuple[Rule, ...] = (
    Rule(
        "L502",
        "ru-informal",
        Severity.ERROR,
        "speaks to a customer with ты",
        "Ты to a customer is rude in Russian, and one such word spoils the whole sentence.",
        "Use вы: скажите, подождите, хотите, ваш.",
        Scope.FORM,
        find_ru_informal,
    ),
    Rule(
        "L503",
        "tl-informal",
        Severity.ERROR,
        "speaks to a customer with ka, mo or ikaw",
        "Ka, mo and ikaw are for friends and children; a customer is kayo.",
        "Use kayo, ninyo, inyo: Maupo po kayo; ang pangalan ninyo.",
        Scope.FORM,
        find_tl_informal,
    ),
    Rule(
        "L504",
        "tl-no-po",
        Severity.WARNING,
        "has neither po nor opo",
        "Without po a sentence to a customer sounds curt, whatever else it says.",
        "Put po after the first stressed word: Sandali lang po.",
        Scope.FORM,
        find_tl_no_po,
    ),
    Rule(
        "L505",
        "fi-mixed-address",
        Severity.ERROR,
        "speaks to a customer with sinä",
        "Whoever is te in one word and sinä in the next hears that nobody has thought about it.",
        "Keep to te: haluatteko, voitteko, teidän, nimenne.",
        Scope.FORM,
        find_fi_mixed,
    ),
    Rule(
        "L506",
        "fi-plural-participle",
        Severity.ERROR,
        "uses a plural participle to one person",
        "To one person te takes a singular participle; the plural tells a customer that others are meant.",
        "Write olette tilannut; the plural belongs in a row with listener=several.",
        Scope.FORM,
        find_fi_plural_participle,
    ),
    Rule(
        "L507",
        "ar-singular-address",
        Severity.ERROR,
        "addresses a customer in the singular",
        "The organisation speaks with the plural of respect; a singular beside it sounds like a slip or a slight.",
        "Use the plural throughout: تفضلوا، انتظروا، لكم، اسمكم، من فضلكم.",
        Scope.FORM,
        find_ar_singular,
    ),
)
