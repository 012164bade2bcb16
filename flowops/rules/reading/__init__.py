"""Files that say nothing: whatever rule is wanted, nobody must take them for good."""

from flowops.rules.reading import legacy_flow, unreadable_file
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (unreadable_file.RULE, legacy_flow.RULE)
