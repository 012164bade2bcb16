"""What messages say, and how many SMS they need."""

from flowops.rules.rule import Rule
from flowops.rules.text import (
    cut_off,
    impersonal,
    leftover,
    long_name,
    longer_translation,
    no_keyword,
    too_long,
    typographic,
    unsigned,
    unsuitable_word,
)

RULES: tuple[Rule, ...] = (
    leftover.RULE,
    unsigned.RULE,
    unsuitable_word.RULE,
    no_keyword.RULE,
    impersonal.RULE,
    too_long.RULE,
    typographic.RULE,
    longer_translation.RULE,
    long_name.RULE,
    cut_off.RULE,
)
