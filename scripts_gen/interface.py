"""The words of the printed furniture, of scripts and of the look-up: one source, extracted into ``interface.pot``.

Each word has a key; its msgctxt is ``interface.<key>``. Templates of every format receive them translated, by key.
"""

from __future__ import annotations

from collections.abc import Mapping


def pgettext(context: str, message: str) -> str:
    """Return ``message``; mark it under ``context`` for Babel's extractor."""
    return message


_MARKED = (
    # Translators: label before answers such as "Yes · No", printed for the customer to point at.
    ("answers", pgettext("interface.answers", "The customer may point at")),
    # Translators: heading above what the role wears.
    ("appearance", pgettext("interface.appearance", "Appearance")),
    # Translators: heading above the situations that may come up at any moment.
    ("at_hand", pgettext("interface.at_hand", "At hand")),
    # Translators: label of a standard that a role is free to keep.
    ("binding_may", pgettext("interface.binding_may", "may")),
    # Translators: label of a standard that every role has to keep.
    ("binding_must", pgettext("interface.binding_must", "must")),
    ("cards", pgettext("interface.cards", "Cards")),
    # Translators: how staff and customer meet.
    ("channel_face", pgettext("interface.channel_face", "Face to face")),
    # Translators: how staff and customer meet.
    ("channel_phone", pgettext("interface.channel_phone", "By phone")),
    # Translators: how staff and customer meet.
    ("channel_writing", pgettext("interface.channel_writing", "In writing")),
    # Translators: heading above a list of links to the situations.
    ("contents", pgettext("interface.contents", "Contents")),
    # Translators: title of a table: how often what each role says and does meets each service standard.
    ("coverage", pgettext("interface.coverage", "Coverage")),
    # Translators: advice, followed by a colon and names of situations.
    ("coverage_add", pgettext("interface.coverage_add", "Give the role one of these situations")),
    # Translators: label, followed by whether a standard must or may be kept.
    ("coverage_binding", pgettext("interface.coverage_binding", "Binding force")),
    # Translators: explains the numbers of the table. Directions are what a script tells staff to do.
    (
        "coverage_count_directions",
        pgettext(
            "interface.coverage_count_directions",
            "A direction counts for its own standard: a time limit for pace, tone and what is not said for wording.",
        ),
    ),
    # Translators: explains the numbers of the table; names no language, the page is in it.
    (
        "coverage_count_locale",
        pgettext(
            "interface.coverage_count_locale",
            "Of the phrases, only those count that may be said in this language.",
        ),
    ),
    # Translators: explains the numbers of the table. A move is a neutral step in dealing with a complaint.
    (
        "coverage_count_phrases",
        pgettext(
            "interface.coverage_count_phrases",
            "A phrase counts for each standard that it or its step serves, and for each move of its step.",
        ),
    ),
    # Translators: explains the numbers of the table.
    (
        "coverage_count_role",
        pgettext(
            "interface.coverage_count_role",
            "What the role wears counts for appearance; a standard that it answers for itself counts one.",
        ),
    ),
    # Translators: explains the numbers of the table: on the telephone and in writing.
    (
        "coverage_count_unseen",
        pgettext(
            "interface.coverage_count_unseen",
            "Where nobody sees the role, gestures and distance do not exist.",
        ),
    ),
    # Translators: heading above the rules by which the numbers of the table are counted.
    ("coverage_counts", pgettext("interface.coverage_counts", "What counts")),
    # Translators: heading of a table; the components are ten service standards.
    ("coverage_dimensions", pgettext("interface.coverage_dimensions", "Later dimensions: sums of the components")),
    # Translators: advice, followed by a colon and the name of a file; [excused] stands in that file as it is.
    (
        "coverage_excuse",
        pgettext("interface.coverage_excuse", "Nobody sees the role: say so under [excused] in its file"),
    ),
    # Translators: heading and legend: what a role need not have, with the reason.
    ("coverage_excused", pgettext("interface.coverage_excused", "Excused")),
    # Translators: heading of the first column: service standards, complaint moves or dimensions.
    ("coverage_item", pgettext("interface.coverage_item", "Standard or move")),
    # Translators: label, followed by the law behind a standard.
    ("coverage_law", pgettext("interface.coverage_law", "Law")),
    # Translators: heading and legend: what a role lacks.
    ("coverage_missing", pgettext("interface.coverage_missing", "Missing")),
    # Translators: heading; each model is an order of steps in dealing with a complaint.
    ("coverage_models", pgettext("interface.coverage_models", "Complaint models: the moves in their order")),
    # Translators: heading of a table: neutral steps in dealing with a complaint.
    ("coverage_moves", pgettext("interface.coverage_moves", "Complaint moves")),
    # Translators: said where no role lacks anything.
    ("coverage_nothing", pgettext("interface.coverage_nothing", "Nothing is missing.")),
    # Translators: second advice, followed by a colon and the name of a file; [excused] stands in that file as it is.
    (
        "coverage_or_excuse",
        pgettext("interface.coverage_or_excuse", "Or say why not, under [excused] in the role's file"),
    ),
    # Translators: remark after the reason why a role does without something that it has after all.
    ("coverage_stale", pgettext("interface.coverage_stale", "The role has it all the same: take the excuse out.")),
    # Translators: heading above the service standards, each with its meaning.
    ("coverage_standards", pgettext("interface.coverage_standards", "What the standards mean")),
    # Translators: advice: a step, a phrase or a role names the standards that it serves.
    ("coverage_tag", pgettext("interface.coverage_tag", "Tag a step, a phrase or the role with it")),
    # Translators: advice, followed by a colon and keys of phrases.
    (
        "coverage_translate",
        pgettext(
            "interface.coverage_translate",
            "Translate one of these phrases, and approve it where that is required",
        ),
    ),
    # Translators: label, followed by the value of the organisation that a standard serves.
    ("coverage_value", pgettext("interface.coverage_value", "Value")),
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
    # Translators: label before what staff say back when the customer is the first to say the phrase above it.
    ("reply", pgettext("interface.reply", "If the customer says it first, reply")),
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
