"""Every rule of lint: one literal table."""

from collections.abc import Mapping
from typing import Final

from flowops.rules import graph, reading
from flowops.rules.rule import Rule

_GROUPS: Final[tuple[tuple[Rule, ...], ...]] = (
    reading.RULES,
    graph.RULES,
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for group in _GROUPS for rule in group}
