"""The rules: what each is called, what it asks, and the functions that look for what breaks them."""

from studynotes.rules.catalog import RULES, Rule
from studynotes.rules.running import BUILD_CHECKS, CHECKS, check_site

__all__ = ["BUILD_CHECKS", "CHECKS", "RULES", "Rule", "check_site"]
