"""The check: rules by family, each a small pure function; a finding is data with a code."""

from __future__ import annotations

from scripts_gen.check import bookrules, fit, language, placeholders, structure, typography, unicode, upstream
from scripts_gen.check.rule import Finding, Rule, Severity
from scripts_gen.check.run import check_book, check_catalog, check_file, mend, select_rules

FAMILIES = (structure, typography, placeholders, unicode, language, fit, bookrules, upstream)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
"""Every rule, in the order of families and codes."""

__all__ = ["RULES", "Finding", "Rule", "Severity", "check_book", "check_catalog", "check_file", "mend", "select_rules"]
