"""Seals: short hashes that bind an approval, a pronunciation or a card to the exact texts it stands for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date

from scripts_gen.message import Approval, Message, Status

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_APPROVAL = re.compile(r"approved:\s+(\d{4}-\d{2}-\d{2})\s+(.*\S)\s+([0-9A-HJKMNP-TV-Z]{8})")
_VOCALISED = re.compile(r"vocalised:\s+(.*\S)")
_FOR = re.compile(r"for:\s+([0-9A-HJKMNP-TV-Z]{8})")


def hash_texts(texts: Iterable[str]) -> str:
    """Return the first eight Crockford base32 characters of SHA-256 over ``texts`` joined by NUL."""
    number = int.from_bytes(hashlib.sha256("\0".join(texts).encode()).digest()[:5], "big")
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def format_code(code: str) -> str:
    """Return a card's code as it is printed and read aloud: ``7K3Q-M2X4``."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def seal_of(message: Message) -> str:
    """Return the seal that an approval of ``message`` as it stands would carry."""
    return hash_texts((message.msgctxt, message.msgid, message.msgid_plural, *message.msgstr))


def format_approval(approval: Approval) -> str:
    """Return the translator comment that records ``approval``."""
    return f"approved: {approval.date} {approval.by} {approval.seal}"


def parse_approval(comment: str) -> Approval | None:
    """Return the approval that a translator comment records, or None where it records none."""
    found = _APPROVAL.fullmatch(comment.strip())
    if not found:
        return None
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return None
    return Approval(*found.groups())


def approval_of(message: Message) -> Approval | None:
    """Return the newest recorded approval of ``message``, whether its seal still holds or not."""
    approvals = [approval for comment in message.comments if (approval := parse_approval(comment))]
    return max(approvals, key=lambda approval: approval.date, default=None)


def seal_holds(message: Message) -> bool:
    """Tell whether ``message`` is approved exactly as it stands; a fuzzy message never is."""
    seal = seal_of(message)
    return not message.fuzzy and any(
        approval.seal == seal for comment in message.comments if (approval := parse_approval(comment))
    )


def status_of(message: Message) -> Status:
    """Return how far ``message`` has come."""
    if not message.translated:
        return Status.MISSING
    if message.fuzzy:
        return Status.FUZZY
    return Status.APPROVED if seal_holds(message) else Status.TRANSLATED


def format_for(wording: Iterable[str]) -> str:
    """Return the comment that binds a pronunciation to the forms of the wording it was written for."""
    return f"for: {hash_texts(wording)}"


def pronounced_wording(message: Message) -> str | None:
    """Return the hash of the wording that a pronunciation was written for, or None where it does not say."""
    for comment in message.comments:
        if found := _FOR.fullmatch(comment.strip()):
            return found[1]
    return None


def vocalised_forms(message: Message) -> tuple[str, ...]:
    """Return the wording with all its vowel signs that a pronunciation records, one text a plural form; or none."""
    found = (_VOCALISED.fullmatch(comment.strip()) for comment in message.comments)
    return tuple(match[1] for match in found if match)
