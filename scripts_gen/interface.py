"""The words of the printed furniture, of scripts and of the look-up: one source, extracted into ``interface.pot``.

Each word has a key; its msgctxt is ``interface.<key>``. Templates of every format receive them translated, by key.
"""

from __future__ import annotations

from collections.abc import Mapping


def pgettext(context: str, message: str) -> str:
    """Return ``message``; mark it under ``context`` for Babel's extractor."""
    return message


_MARKED = (
    # Translators: heading above what the role wears.
    ("appearance", pgettext("interface.appearance", "Appearance")),
    # Translators: heading above the situations that may come up at any moment.
    ("at_hand", pgettext("interface.at_hand", "At hand")),
    ("cards", pgettext("interface.cards", "Cards")),
    # Translators: how staff and customer meet.
    ("channel_face", pgettext("interface.channel_face", "Face to face")),
    # Translators: how staff and customer meet.
    ("channel_phone", pgettext("interface.channel_phone", "By phone")),
    # Translators: how staff and customer meet.
    ("channel_writing", pgettext("interface.channel_writing", "In writing")),
    # Translators: heading above a list of links to the situations.
    ("contents", pgettext("interface.contents", "Contents")),
    # Translators: label of a phrase for a customer in this mood.
    ("customer_hurried", pgettext("interface.customer_hurried", "the customer is in a hurry")),
    # Translators: label of a phrase for a customer in this mood.
    ("customer_unsure", pgettext("interface.customer_unsure", "the customer is unsure")),
    # Translators: label of a phrase for a customer in this mood.
    ("customer_upset", pgettext("interface.customer_upset", "the customer is upset")),
    # Translators: label of a direction: how near to stand.
    ("distance", pgettext("interface.distance", "Distance")),
    # Translators: heading above the directions of a step; an imperative to staff.
    ("do", pgettext("interface.do", "Do")),
    # Translators: printed on a card whose wording nobody has approved yet. At most 14 characters.
    ("draft", pgettext("interface.draft", "DRAFT")),
    # Translators: heading above the situations that follow one another when a customer is served.
    ("encounter", pgettext("interface.encounter", "Encounter")),
    # Translators: label of a direction: face, eyes and hands.
    ("gesture", pgettext("interface.gesture", "Face and gestures")),
    # Translators: heading above the phrases that a script leaves out, each with the reason.
    ("left_out", pgettext("interface.left_out", "Left out")),
    # Translators: label of a wording: to whom one speaks.
    ("listener_female", pgettext("interface.listener_female", "to a woman")),
    # Translators: label of a wording: to whom one speaks.
    ("listener_male", pgettext("interface.listener_male", "to a man")),
    # Translators: label of a wording: to whom one speaks.
    ("listener_one", pgettext("interface.listener_one", "to one person")),
    # Translators: label of a wording: to whom one speaks.
    ("listener_several", pgettext("interface.listener_several", "to several people")),
    # Translators: label of what a phrase in another language means.
    ("meaning", pgettext("interface.meaning", "Meaning")),
    # Translators: heading above what staff must not say; an imperative.
    ("not_say", pgettext("interface.not_say", "Do not say")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_afternoon", pgettext("interface.part_afternoon", "in the afternoon")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_evening", pgettext("interface.part_evening", "in the evening")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_morning", pgettext("interface.part_morning", "in the morning")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_noon", pgettext("interface.part_noon", "at noon")),
    # Translators: label of a line that shows how a wording sounds.
    ("pronunciation", pgettext("interface.pronunciation", "Pronunciation")),
    # Translators: followed by a date.
    ("revised", pgettext("interface.revised", "Revised")),
    # Translators: label of a direction: what is never said aloud, shown, asked or done.
    ("safety", pgettext("interface.safety", "Safety")),
    # Translators: heading above the lines of a step; an imperative to staff.
    ("say", pgettext("interface.say", "Say")),
    # Translators: what a role says and does, step by step.
    ("script", pgettext("interface.script", "Script")),
    # Translators: label of a wording: who speaks.
    ("speaker_female", pgettext("interface.speaker_female", "a woman speaks")),
    # Translators: label of a wording: who speaks.
    ("speaker_male", pgettext("interface.speaker_male", "a man speaks")),
    # Translators: why a phrase is left out: its English source changed after it was translated.
    ("status_fuzzy", pgettext("interface.status_fuzzy", "the source has changed since")),
    # Translators: why a phrase is left out.
    ("status_missing", pgettext("interface.status_missing", "not translated yet")),
    # Translators: why a phrase is left out.
    ("status_translated", pgettext("interface.status_translated", "not approved yet")),
    # Translators: label of a phrase that is said to a colleague, not to a customer.
    ("to_colleague", pgettext("interface.to_colleague", "to a colleague")),
    # Translators: label of a direction: how the voice sounds.
    ("tone", pgettext("interface.tone", "Tone")),
    # Translators: label of a time standard; followed by a time span in the nominative, such as "10 seconds".
    ("within", pgettext("interface.within", "Within")),
)
WORDS: Mapping[str, str] = dict(_MARKED)
"""The source text of each word by its key."""
