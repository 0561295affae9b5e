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
    # Translators: heading of a card on which customers point at the language they speak.
    ("languages", pgettext("interface.languages", "Languages")),
    # Translators: heading above the phrases that a script leaves out, each with the reason.
    ("left_out", pgettext("interface.left_out", "Left out")),
    # Translators: label of a wording: to whom one speaks, where it suits everybody.
    ("listener_any", pgettext("interface.listener_any", "to anyone")),
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
    # Translators: button: keep this phrase in a list of one's own.
    ("page_add_favourite", pgettext("interface.page_add_favourite", "Add to favourites")),
    # Translators: choice in a list of roles.
    ("page_all_roles", pgettext("interface.page_all_roles", "All roles")),
    # Translators: choice in a list of situations.
    ("page_all_situations", pgettext("interface.page_all_situations", "All situations")),
    # Translators: below a wording; {date} is when it was approved, such as 22 November 2026, in the nominative form of
    # your locale's long dates.
    ("page_approved", pgettext("interface.page_approved", "Approved: {date}")),
    # Translators: before the emergency number, which is a link that calls it.
    ("page_call", pgettext("interface.page_call", "Call")),
    # Translators: of a laminated card whose code was typed in.
    ("page_card_current", pgettext("interface.page_card_current", "This card is current.")),
    # Translators: of a laminated card whose code was typed in; to staff.
    ("page_card_old", pgettext("interface.page_card_old", "This card is out of date. Do not use it any more.")),
    # Translators: of a laminated card whose code was typed in; to staff.
    (
        "page_card_unknown",
        pgettext(
            "interface.page_card_unknown",
            "Today no card has this code. Check what you typed; if it is right, do not use the card any more.",
        ),
    ),
    # Translators: below a wording that was approved on {date} and changed afterwards.
    ("page_changed_since", pgettext("interface.page_changed_since", "Approved: {date}. Changed since.")),
    # Translators: button: forget what is listed above it.
    ("page_clear", pgettext("interface.page_clear", "Clear")),
    # Translators: told after a button that clears something.
    ("page_cleared", pgettext("interface.page_cleared", "Cleared")),
    # Translators: button.
    ("page_close", pgettext("interface.page_close", "Close")),
    # Translators: button and heading: staff note that a customer complained, for the register of complaints.
    ("page_complaint", pgettext("interface.page_complaint", "Note a complaint")),
    # Translators: button: put the complaint on the list of this device.
    ("page_complaint_add", pgettext("interface.page_complaint_add", "Add")),
    # Translators: told when a complaint has been put on the list of this device.
    ("page_complaint_added", pgettext("interface.page_complaint_added", "Added")),
    # Translators: in a choice of languages: nobody noted the customer's language.
    ("page_complaint_any", pgettext("interface.page_complaint_any", "Not noted")),
    # Translators: told when a complaint lacks one of them.
    ("page_complaint_choose", pgettext("interface.page_complaint_choose", "Choose a reason and a role first.")),
    # Translators: unfolds a question and a button: take from the list what was saved in a file.
    ("page_complaint_clear", pgettext("interface.page_complaint_clear", "Clear what is in the file")),
    # Translators: label of a field: the day of the complaint.
    ("page_complaint_date", pgettext("interface.page_complaint_date", "Date")),
    # Translators: heading above a list of complaints.
    ("page_complaint_list", pgettext("interface.page_complaint_list", "Noted on this device: {number}")),
    # Translators: unfolds fields that may stay empty: language, site, date, note.
    ("page_complaint_more", pgettext("interface.page_complaint_more", "More, if you know it")),
    # Translators: label of a field for a short text on what went wrong.
    ("page_complaint_note", pgettext("interface.page_complaint_note", "Note")),
    # Translators: told below the field for a note.
    (
        "page_complaint_personal",
        pgettext("interface.page_complaint_personal", "This looks like a customer's number or address. Take it out."),
    ),
    # Translators: label: the phrase that was said or missing when the customer complained.
    ("page_complaint_phrase", pgettext("interface.page_complaint_phrase", "About the phrase")),
    # Translators: above the reasons to complain, such as Late or Damaged; one is chosen.
    ("page_complaint_reason", pgettext("interface.page_complaint_reason", "What is it about?")),
    # Translators: button: take this complaint from the list of this device.
    ("page_complaint_remove", pgettext("interface.page_complaint_remove", "Remove")),
    # Translators: told when a complaint was taken from the list.
    ("page_complaint_removed", pgettext("interface.page_complaint_removed", "Removed")),
    # Translators: button: download what was noted as a file for the register.
    ("page_complaint_save", pgettext("interface.page_complaint_save", "Save file")),
    # Translators: told after the button Save file.
    ("page_complaint_saved", pgettext("interface.page_complaint_saved", "The file is among this device's downloads.")),
    # Translators: label of a field: the shop, branch or office.
    ("page_complaint_site", pgettext("interface.page_complaint_site", "Site")),
    # Translators: question above the button Clear.
    (
        "page_complaint_sure",
        pgettext("interface.page_complaint_sure", "Has the file arrived? What is cleared here does not come back."),
    ),
    # Translators: told when the browser cannot keep what was noted.
    (
        "page_complaint_unkept",
        pgettext(
            "interface.page_complaint_unkept", "This device keeps nothing: save the file before you close the page."
        ),
    ),
    # Translators: below the field for a note: a customer's personal data must not be written there.
    ("page_complaint_warning", pgettext("interface.page_complaint_warning", "No names, numbers or addresses.")),
    # Translators: told after the button Copy.
    ("page_copied", pgettext("interface.page_copied", "Copied")),
    # Translators: button: put the wording on the clipboard.
    ("page_copy", pgettext("interface.page_copy", "Copy")),
    # Translators: told after the button Copy.
    ("page_copy_failed", pgettext("interface.page_copy_failed", "Could not copy")),
    # Translators: label of a field for a currency code such as EUR.
    ("page_currency", pgettext("interface.page_currency", "Currency")),
    # Translators: label of the buttons with the names of the languages; whose language the phrases are shown in.
    ("page_customer", pgettext("interface.page_customer", "The customer's language")),
    # Translators: below the favourites in the settings.
    ("page_device", pgettext("interface.page_device", "Kept on this device only.")),
    # Translators: button on every screen: the phrases for an emergency.
    ("page_emergency", pgettext("interface.page_emergency", "Emergency")),
    # Translators: below a field; {example} is a value such as 5 or 12.50.
    ("page_expected", pgettext("interface.page_expected", "Expected: {example}")),
    # Translators: heading of a list of phrases.
    ("page_favourites", pgettext("interface.page_favourites", "Favourites")),
    # Translators: button on every screen, with the name of the language on a line of its own below; staff show the
    # customer that they will fetch someone.
    ("page_fetch", pgettext("interface.page_fetch", "Fetch someone who speaks")),
    # Translators: heading above fields for what is still missing in the phrase, such as an amount or a name.
    ("page_fill", pgettext("interface.page_fill", "Fill in")),
    # Translators: button in the settings.
    ("page_forget", pgettext("interface.page_forget", "Clear favourites and history")),
    # Translators: followed by how many phrases were found.
    ("page_found", pgettext("interface.page_found", "Found: {number}")),
    # Translators: button: to the first screen.
    ("page_home", pgettext("interface.page_home", "Start")),
    # Translators: button: the device says the wording aloud.
    ("page_listen", pgettext("interface.page_listen", "Listen")),
    # Translators: label of a choice: whom one speaks to.
    ("page_listener", pgettext("interface.page_listener", "To whom")),
    # Translators: below the switch.
    (
        "page_missed_about",
        pgettext(
            "interface.page_missed_about",
            "The words are kept on this device, and how often: no time, no name, no long number."
            " The file tells what phrases are missing.",
        ),
    ),
    # Translators: a switch in the settings.
    ("page_missed_count", pgettext("interface.page_missed_count", "Count searches that find nothing")),
    # Translators: how many searches that found nothing are kept on this device.
    ("page_missed_kept", pgettext("interface.page_missed_kept", "Kept: {number}")),
    # Translators: in place of a wording that may not be shown.
    ("page_missing", pgettext("interface.page_missing", "There is no approved wording in this language.")),
    # Translators: heading of a list of phrases.
    ("page_most_used", pgettext("interface.page_most_used", "Most used")),
    # Translators: label before words that are like those searched for.
    ("page_nearest", pgettext("interface.page_nearest", "Did you mean")),
    # Translators: told when a newer version of this page has arrived.
    ("page_new_edition", pgettext("interface.page_new_edition", "A new edition is here.")),
    # Translators: told when a search found no phrase.
    ("page_nothing", pgettext("interface.page_nothing", "Nothing found.")),
    # Translators: told above search results; a button to lift the filter follows.
    ("page_only_role", pgettext("interface.page_only_role", "Only what this role says is searched.")),
    # Translators: heading above the twelve most important phrases of a role.
    ("page_pocket", pgettext("interface.page_pocket", "Pocket phrases")),
    # Translators: button: print one card.
    ("page_print", pgettext("interface.page_print", "Print this card")),
    # Translators: label of a choice of languages; the speaker is staff.
    ("page_reads", pgettext("interface.page_reads", "I read")),
    # Translators: heading of a list of phrases.
    ("page_recent", pgettext("interface.page_recent", "Recently used")),
    # Translators: button beside the news that a new edition is here.
    ("page_reload", pgettext("interface.page_reload", "Show it")),
    # Translators: button.
    ("page_remove_favourite", pgettext("interface.page_remove_favourite", "Remove from favourites")),
    # Translators: label of a choice of roles, such as cashier or receptionist.
    ("page_role", pgettext("interface.page_role", "Role")),
    # Translators: label of the search field.
    ("page_search", pgettext("interface.page_search", "Find a phrase")),
    # Translators: below the search field.
    (
        "page_search_hint",
        pgettext("interface.page_search_hint", "Words you remember in any language, or the code of a card"),
    ),
    # Translators: button and heading.
    ("page_settings", pgettext("interface.page_settings", "Settings")),
    # Translators: button: show the wording to the customer on the whole screen.
    ("page_show", pgettext("interface.page_show", "Show")),
    # Translators: label of a choice of situations.
    ("page_situation", pgettext("interface.page_situation", "Situation")),
    # Translators: label of a choice: who speaks, a man or a woman.
    ("page_speaker", pgettext("interface.page_speaker", "Who speaks")),
    # Translators: heading above the service standards that a phrase serves.
    ("page_standards", pgettext("interface.page_standards", "Standards")),
    # Translators: button: end saying the wording aloud.
    ("page_stop", pgettext("interface.page_stop", "Stop")),
    # Translators: button: turn the text upside down so that the customer opposite can read it.
    ("page_turn", pgettext("interface.page_turn", "Turn to the customer")),
    # Translators: text where the page cannot run its program; a plain list of all phrases follows.
    (
        "page_whole_book",
        pgettext(
            "interface.page_whole_book",
            "This browser shows the plain list of all phrases: search and the other functions need JavaScript.",
        ),
    ),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_afternoon", pgettext("interface.part_afternoon", "in the afternoon")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_evening", pgettext("interface.part_evening", "in the evening")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_morning", pgettext("interface.part_morning", "in the morning")),
    # Translators: label of a phrase that belongs to a part of the day.
    ("part_noon", pgettext("interface.part_noon", "at noon")),
    # Translators: step of the printed instructions, beside a drawing.
    ("print_apart", pgettext("interface.print_apart", "Lay the cards into the pouch with 6 mm between them.")),
    # Translators: step on the back of the printed instructions; the example is a typed option with two numbers.
    (
        "print_back_again",
        pgettext("interface.print_back_again", "Print the cards again with these two numbers, as in the example."),
    ),
    # Translators: label of an example.
    ("print_back_example", pgettext("interface.print_back_example", "Example")),
    # Translators: step on the back of the printed instructions.
    ("print_back_hold", pgettext("interface.print_back_hold", "Hold the sheet against a light and look at this side.")),
    # Translators: step on the back of the printed instructions; squared paper with the sides x and y is printed there.
    (
        "print_back_read",
        pgettext(
            "interface.print_back_read", "Read where the cross from the other side lies: first along x, then along y."
        ),
    ),
    # Translators: heading on the back of the printed instructions: of cards printed on both sides.
    ("print_back_title", pgettext("interface.print_back_title", "Do the backs lie behind the fronts?")),
    # Translators: step on the back of the printed instructions: for the two numbers.
    (
        "print_back_turned",
        pgettext(
            "interface.print_back_turned",
            "If the backs are then farther off, change both signs: plus to minus, minus to plus.",
        ),
    ),
    # Translators: label, followed by a length: how far the colour runs over the edge, to be cut off.
    ("print_bleed", pgettext("interface.print_bleed", "Colour beyond the edge")),
    # Translators: step of the printed instructions, beside a drawing.
    ("print_corners", pgettext("interface.print_corners", "Round the corners to a radius of 3 mm.")),
    # Translators: heading above steps of the printed instructions: cutting the paper.
    ("print_cut", pgettext("interface.print_cut", "Cut")),
    # Translators: step of the printed instructions, beside a drawing.
    (
        "print_cut_bleed",
        pgettext(
            "interface.print_cut_bleed",
            "Cut the paper along the marks. The strips of colour between the cards fall away.",
        ),
    ),
    # Translators: step of the printed instructions, beside a drawing.
    ("print_cut_edges", pgettext("interface.print_cut_edges", "Cut the paper along the edges of the cards.")),
    # Translators: step of the printed instructions, beside a drawing.
    (
        "print_cut_film",
        pgettext(
            "interface.print_cut_film", "Cut through the clear film, 3 mm from the paper. Never cut into the paper."
        ),
    ),
    # Translators: step of the printed instructions, beside a drawing; ticks are short lines.
    (
        "print_cut_guides",
        pgettext("interface.print_cut_guides", "Cut the paper through the fine ticks on the corners of the cards."),
    ),
    # Translators: step of the printed instructions, beside a drawing; marks are lines outside the cards.
    ("print_cut_marks", pgettext("interface.print_cut_marks", "Cut the paper along the marks in the margin.")),
    # Translators: step of the printed instructions, beside a drawing.
    ("print_cut_stock", pgettext("interface.print_cut_stock", "Break the cards out along the perforation.")),
    # Translators: step of the printed instructions: which film to buy; µm is a thousandth of a millimetre.
    (
        "print_film",
        pgettext(
            "interface.print_film",
            "Take film of 2 × 125 µm for pockets, 2 × 250 µm for badges; matte where a lamp shines.",
        ),
    ),
    # Translators: label, followed by the size of the laminated card.
    ("print_finished", pgettext("interface.print_finished", "With its film")),
    # Translators: step of the printed instructions, beside a drawing.
    (
        "print_fold",
        pgettext("interface.print_fold", "Fold each piece along the dashed line, the print on the outside."),
    ),
    # Translators: step of the printed instructions, beside a drawing of a laminator.
    (
        "print_heat",
        pgettext("interface.print_heat", "Laminate the pouch, its closed edge first. Let it cool lying flat."),
    ),
    # Translators: step of the printed instructions; the window was cut into the paper.
    ("print_hole", pgettext("interface.print_hole", "Punch the hole, 5 mm wide, through the film inside the window.")),
    # Translators: below the title of the printed instructions.
    (
        "print_intro",
        pgettext("interface.print_intro", "Print this sheet first. It shows whether the printer keeps the size."),
    ),
    # Translators: heading above steps of the printed instructions: sealing the cards in film.
    ("print_laminate", pgettext("interface.print_laminate", "Laminate")),
    # Translators: a length in millimetres.
    ("print_length", pgettext("interface.print_length", "{number} mm")),
    # Translators: step of the printed instructions; on the back is a scale.
    ("print_light", pgettext("interface.print_light", "Hold this sheet against a light. Its back tells what to read.")),
    # Translators: step of the printed instructions; print dialogs ask for the long or the short edge.
    ("print_long", pgettext("interface.print_long", "Print on both sides, turned over on the long edge.")),
    # Translators: a warning of the printed instructions, beside a drawing.
    (
        "print_never",
        pgettext(
            "interface.print_never", "Never laminate the uncut sheet: the cut would leave every edge of the paper open."
        ),
    ),
    # Translators: step of the printed instructions.
    ("print_one_side", pgettext("interface.print_one_side", "Print on one side only.")),
    # Translators: step of the printed instructions.
    (
        "print_own_page",
        pgettext(
            "interface.print_own_page",
            "Each page is one card. Print it on paper of that size, or have a print shop do it.",
        ),
    ),
    # Translators: label, followed by the size of a card of paper.
    ("print_paper", pgettext("interface.print_paper", "Paper")),
    # Translators: label, followed by the size of a folded card of paper.
    ("print_paper_folded", pgettext("interface.print_paper_folded", "Paper, folded")),
    # Translators: label, followed by a number.
    ("print_per_sheet", pgettext("interface.print_per_sheet", "Cards on a sheet")),
    # Translators: label, followed by a size: of the pouch of film.
    ("print_pouch", pgettext("interface.print_pouch", "Pouch for one card")),
    # Translators: heading above steps of the printed instructions: using the printer.
    ("print_print", pgettext("interface.print_print", "Print")),
    # Translators: step of the printed instructions.
    (
        "print_rulers",
        pgettext("interface.print_rulers", "Measure the two rulers on this sheet. Each must be exactly 100 mm long."),
    ),
    # Translators: step of the printed instructions: the scale in the print dialog.
    (
        "print_scale",
        pgettext(
            "interface.print_scale",
            "Print at 100 %, the actual size. Do not let the printer fit the page to the paper.",
        ),
    ),
    # Translators: step of the printed instructions; print dialogs ask for the long or the short edge.
    ("print_short", pgettext("interface.print_short", "Print on both sides, turned over on the short edge.")),
    # Translators: a size in millimetres.
    ("print_size", pgettext("interface.print_size", "{width} × {height} mm")),
    # Translators: step of the printed instructions; the window was cut into the paper, the slot is for a lanyard.
    ("print_slot", pgettext("interface.print_slot", "Punch the slot, 14 × 3 mm, through the film inside the window.")),
    # Translators: the decimal mark: write one half the way numbers are written, 0.5 or 0,5.
    ("print_tenths", pgettext("interface.print_tenths", "0.5")),
    # Translators: title of the printed instructions that tell how to print, cut and laminate cards.
    ("print_title", pgettext("interface.print_title", "Before you print")),
    # Translators: step of the printed instructions, before laminating; the hole is for a lanyard.
    (
        "print_window_hole",
        pgettext("interface.print_window_hole", "Cut a window into the paper for the hole, 3 mm larger on every side."),
    ),
    # Translators: step of the printed instructions, before laminating; the slot is for a lanyard.
    (
        "print_window_slot",
        pgettext("interface.print_window_slot", "Cut a window into the paper for the slot, 3 mm larger on every side."),
    ),
    # Translators: label of a line that shows how a wording sounds.
    ("pronunciation", pgettext("interface.pronunciation", "Pronunciation")),
    # Translators: label before what staff say back when the customer is the first to say the phrase above it.
    ("reply", pgettext("interface.reply", "If the customer says it first, reply")),
    # Translators: a warning: the cause of a complaint was dealt with, and it is there again; {date} is a date,
    # {after} a number.
    (
        "report_back",
        pgettext(
            "interface.report_back", "It came back after it was closed. Closed: {date}. Complaints since: {after}."
        ),
    ),
    # Translators: heading of a chart; the reasons are those of the complaint codes: late, damaged, rude service …
    ("report_by_code", pgettext("interface.report_by_code", "Complaints by reason")),
    # Translators: heading of a chart; the languages are those of the customers.
    ("report_by_locale", pgettext("interface.report_by_locale", "Complaints by language")),
    # Translators: heading of a chart.
    ("report_by_month", pgettext("interface.report_by_month", "Complaints by month")),
    # Translators: heading of a chart; the roles are those of staff: cashier, courier …
    ("report_by_role", pgettext("interface.report_by_role", "Complaints by role")),
    # Translators: heading of a chart; sites are branches or shops.
    ("report_by_site", pgettext("interface.report_by_site", "Complaints by site")),
    # Translators: heading of a column: the reason for a complaint.
    ("report_code", pgettext("interface.report_code", "Reason")),
    # Translators: heading of a column of numbers: how many complaints.
    ("report_count", pgettext("interface.report_count", "Complaints")),
    # Translators: heading of a column of small charts: how the number went from month to month.
    ("report_course", pgettext("interface.report_course", "Month by month")),
    # Translators: a warning; {date} is a date in the form your language writes after a colon, {before} and {after}
    # are numbers of complaints in equally long times.
    (
        "report_grew",
        pgettext(
            "interface.report_grew",
            "More complaints after a card was issued. Issued: {date}. Before: {before}. Since: {after}.",
        ),
    ),
    # Translators: below a chart of columns, one a month.
    ("report_line", pgettext("interface.report_line", "The dashed line is the trend.")),
    # Translators: heading of a column: the language of the customer.
    ("report_locale", pgettext("interface.report_locale", "Language")),
    # Translators: heading of a table: words that staff typed into the search and for which the book has no phrase.
    ("report_missed", pgettext("interface.report_missed", "Looked for and not found")),
    # Translators: heading of a column of months.
    ("report_month", pgettext("interface.report_month", "Month")),
    # Translators: a warning; {after} is a number.
    (
        "report_no_plan",
        pgettext("interface.report_no_plan", "No phrase answers these complaints yet. Complaints: {after}."),
    ),
    # Translators: told in place of charts.
    ("report_none", pgettext("interface.report_none", "There were no complaints in this time.")),
    # Translators: label; followed by how many complaints are not closed yet.
    ("report_open", pgettext("interface.report_open", "Still open")),
    # Translators: a row that counts together what is too small for a row of its own; {number} is how many such
    # there are.
    ("report_others", pgettext("interface.report_others", "All others: {number}")),
    # Translators: heading of a column: the role of staff, such as cashier.
    ("report_role", pgettext("interface.report_role", "Role")),
    # Translators: heading of a column: the branch or shop.
    ("report_site", pgettext("interface.report_site", "Site")),
    # Translators: heading of a column: how often.
    ("report_times", pgettext("interface.report_times", "Times")),
    # Translators: title of the report on complaints, with charts.
    ("report_title", pgettext("interface.report_title", "Complaints")),
    # Translators: heading above warnings.
    ("report_to_do", pgettext("interface.report_to_do", "What needs doing")),
    # Translators: label; followed by how many complaints there were in all.
    ("report_total", pgettext("interface.report_total", "Complaints")),
    # Translators: heading of a column of numbers: by how much complaints grow (+0.8) or shrink (−0.8) from month to
    # month.
    ("report_trend", pgettext("interface.report_trend", "Trend")),
    # Translators: explains the numbers in the column Trend.
    (
        "report_trend_rule",
        pgettext(
            "interface.report_trend_rule", "Trend: how many more (+) or fewer (−) complaints each month, on average."
        ),
    ),
    # Translators: a row: complaints for which nobody wrote down the site or the language.
    ("report_unknown", pgettext("interface.report_unknown", "not noted")),
    # Translators: heading of a column: what staff typed into the search.
    ("report_words", pgettext("interface.report_words", "Words")),
    # Translators: followed by a date.
    ("revised", pgettext("interface.revised", "Revised")),
    # Translators: label of a direction: what is never said aloud, shown, asked or done.
    ("safety", pgettext("interface.safety", "Safety")),
    # Translators: heading above the lines of a step; an imperative to staff.
    ("say", pgettext("interface.say", "Say")),
    # Translators: what a role says and does, step by step.
    ("script", pgettext("interface.script", "Script")),
    # Translators: label of a wording: who speaks, where it suits everybody.
    ("speaker_any", pgettext("interface.speaker_any", "whoever speaks")),
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
    # Translators: title of a list of old cards and of the new ones that replace them.
    ("swap", pgettext("interface.swap", "Cards to exchange")),
    # Translators: a line of that list; {old} and {new} are how many of which card: "3 × 7K3Q-M2X4".
    ("swap_line", pgettext("interface.swap_line", "Take out {old}, put in {new}.")),
    # Translators: a line of that list, for cards that nothing replaces: {old} is "3 × 7K3Q-M2X4".
    ("swap_out", pgettext("interface.swap_out", "Take out {old}.")),
    # Translators: label before the code of a card, such as 7K3Q-M2X4, on which stands what to say first.
    ("tally_card", pgettext("interface.tally_card", "Card")),
    # Translators: heading of a column: the reason for a complaint.
    ("tally_code", pgettext("interface.tally_code", "Reason")),
    # Translators: at the foot of the laminated tally sheet; an instruction to staff.
    (
        "tally_copy",
        pgettext(
            "interface.tally_copy", "Copy the counts into the register at the end of the month. Then wipe the sheet."
        ),
    ),
    # Translators: label before what staff say first to such a complaint, or before the card on which it stands.
    ("tally_first", pgettext("interface.tally_first", "Say first")),
    # Translators: label of a line to write on.
    ("tally_month", pgettext("interface.tally_month", "Month")),
    # Translators: at the foot of the tally sheet; an instruction to staff.
    ("tally_names", pgettext("interface.tally_names", "No names, numbers or addresses of customers: only strokes.")),
    # Translators: label of a line to write on: the branch or shop.
    ("tally_site", pgettext("interface.tally_site", "Site")),
    # Translators: heading above empty boxes; each takes five strokes.
    ("tally_strokes", pgettext("interface.tally_strokes", "One stroke a complaint")),
    # Translators: title of a laminated sheet on which staff make a stroke for each complaint.
    ("tally_title", pgettext("interface.tally_title", "Tally sheet for complaints")),
    # Translators: label of a phrase that is said to a colleague, not to a customer.
    ("to_colleague", pgettext("interface.to_colleague", "to a colleague")),
    # Translators: label of a direction: how the voice sounds.
    ("tone", pgettext("interface.tone", "Tone")),
    # Translators: label of a time standard; followed by a time span in the nominative, such as "10 seconds".
    ("within", pgettext("interface.within", "Within")),
)
WORDS: Mapping[str, str] = dict(_MARKED)
"""The source text of each word by its key."""
