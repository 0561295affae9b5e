"""Write docs/checks.md from the registry of checks: ``python docs/make_checks.py``."""

from __future__ import annotations

from pathlib import Path

from scripts_gen.check import FAMILIES

TARGET = Path(__file__).parent / "checks.md"
HEAD = """\
# The checks

Made by `python docs/make_checks.py` from the checks themselves.

`scripts-gen check` looks over the book and its catalogs, or any .po file by its path. An **error** must not be
printed, a **warning** is what a native editor would mend, a **note** is worth a second look.
`scripts-gen check --explain T203` says
the same as this page for one of them; `scripts-gen check --fix` mends what has but one right answer.

A check is silenced on one message by a translator comment, `# scripts-gen: ignore T203`, and in a language by its
`locale.toml`:

```toml
[check]
ignore = ["T207"]
avoid = ["words that no wording may use"]
same = ["texts that may equal their source"]

[glossary]
receipt = ["stem of a word that translates it", "another"]
```
"""


def document() -> str:
    """Return the page."""
    parts = [HEAD]
    for family in FAMILIES:
        title = (family.__doc__ or "").partition(":")[0].partition(".")[0]
        parts.append(f"\n## {title}\n")
        for rule in family.RULES:
            parts.append(
                f"\n### {rule.code} {rule.name}\n\n**{rule.severity.capitalize()}.** {rule.title[:1].upper()}"
                f"{rule.title[1:]}.\n\n{rule.why}\n\n*{rule.mend}*\n"
            )
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
