"""English that no phrase of a service book says: idioms, excuses, blame, orders.

Each pattern leaves out the plain meaning of its words: an *insurance policy*, *hold on to the rail*, *a piece of
cake* on a plate, *get to the bottom of the stairs*. The reason beside it completes "'calm down': …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = r"(?:^|(?<=[.!?:,;] )|(?<=\bbut )|(?<=\bso )|(?<=\bthen )|(?<=\band ))"
"""Where an order begins; "what you have to do" and "if you must leave" are none."""

_ORDER = "it orders or scolds; ask, or say what helps"
_EXCUSE = "it is an excuse; say why, and what can be done"
_BLAME = "it puts the blame on somebody; say what you will do"
_EMPTY = "it says nothing; leave it out"
_CASUAL = "it makes light of the matter; answer in a whole sentence"
_IDIOM = "it is an idiom, which a second-language speaker may not follow; say it in plain words"

_PATTERNS = {
    _ORDER: (
        r"calm (?:yourself )?down|calm yourself",
        rf"{_START}(?:just )?relax\b(?! in\b| on\b| at\b)",
        rf"{_START}you (?:must|have to|have got to|'ve got to|had better)",
        r"you (?:need|have) to understand|you must understand",
        r"listen to me|watch your (?:tone|language|mouth)|pull yourself together|get a grip",
    ),
    _EXCUSE: (
        r"unfortunately|regrettably",
        r"(?:our|the company's|the house's|the hotel's|the shop's|company|store|house) polic(?:y|ies)",
        r"against (?:the |our |company |house |store )?(?:policy|rules)|rules are rules",
        r"(?:nothing (?:else |more )?(?:that )?(?:i|we) can do|my hands are tied)",
        r"that's (?:just )?(?:how|the way) (?:it|things) (?:is|are|works?)",
        r"it is what it is|(?:i|we) don't make the rules",
    ),
    _BLAME: (
        r"not my (?:department|job|problem|fault)",
        r"you (?:should|ought to) have (?:asked|called|come|known|read|said|told|checked|brought|waited|written)",
        r"(?:it|that|this) (?:is|was) your (?:own )?(?:fault|mistake|problem)|your own fault",
        r"as i (?:have )?(?:already )?(?:said|told you)|i (?:already )?told you|like i said",
        r"you (?:are|were) wrong\b|you're wrong\b|you (?:clearly|obviously) (?:did|have|are|were)\w*",
        r"you (?:failed|forgot|neglected) to",
    ),
    _EMPTY: (
        r"to be (?:perfectly |quite |completely )?(?:honest|frank)(?: with you)?|to tell you the truth",
        rf"{_START}(?:honestly|frankly|basically|obviously|literally)\b",
        r"needless to say|with all due respect|rest assured",
    ),
    _CASUAL: (
        r"no problem(?: at all)?(?=[.!,]|$)|not a problem(?=[.!,]|$)|no worries|no big deal|never mind(?=[.!,]|$)",
        r"you guys|my bad|gotcha|okey-dokey|cheers(?=[.!,]|$)",
        r"hang on(?! to\b| the\b| this\b)|hold your horses|just a (?:sec(?:ond)?|tick)\b|in a (?:sec|tick|jiffy)\b",
        r"hold on(?=[.!,]|$| please| a (?:moment|minute|second))|bear with (?:me|us)",
    ),
    _IDIOM: (
        r"(?:it's|it is|that's|that is|this is) a piece of cake|no[- ]brainer|in the same boat|touch(?:ing)? base",
        r"keep (?:me|us|you|him|her|them) in the loop|long story short|in a nutshell|ball ?park figure",
        r"(?:give|have) (?:me|us|you) a heads[- ]up|an arm and a leg|break the bank|on the house|ripped off",
        r"get(?:ting)? the ball rolling|the ball is in|outside the box|the extra mile|up in the air",
        r"out of the blue(?=[.!?,]|$)|once in a blue moon|under the weather|fingers crossed|rain check",
        r"look no further|cut(?:ting)? corners|call it a day|jump(?:ing)? the (?:queue|gun)|in (?:good|safe) hands",
        r"get to the bottom of (?:it|this|that)|drop (?:me|us|you) a line|asap|play it by ear|beat about the bush",
        r"(?:give|gave) (?:me|us|you|him|her|them) a (?:ring|buzz|shout)(?=[.!?,]|$)|piping hot|on the double",
        r"(?:make|makes|made) (?:your|my|our) day|beat around the bush",
    ),
}
_IDIOMS = tuple(
    (re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE), why) for why, patterns in _PATTERNS.items()
)
_PILE = re.compile(r"!{2,}|[!?]*(?:!\?|\?!)[!?]*|\?{2,}")


def find_idioms(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where in an English text such words stand, the words, and what is wrong with them."""
    straight = text.replace("’", "'")
    for pattern, why in _IDIOMS:
        for found in pattern.finditer(straight):
            yield found.start(), text[found.start() : found.end()], why
    for found in _PILE.finditer(text):
        yield found.start(), found[0], "one mark is enough"
