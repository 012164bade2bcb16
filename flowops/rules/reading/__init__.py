"""Files that say nothing: whatever rule is wanted, nobody must take them for good."""

from flowops.rules.reading import unreadable_file
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (unreadable_file.RULE,)
