"""Every rule of lint: one literal table."""

from collections.abc import Mapping
from typing import Final

from flowops.rules import (
    design,
    environment,
    expression,
    graph,
    reading,
    reference,
    refused,
    start,
    text,
    translation,
    webhook,
)
from flowops.rules.rule import Rule

_GROUPS: Final[tuple[tuple[Rule, ...], ...]] = (
    reading.RULES,
    refused.RULES,
    graph.RULES,
    text.RULES,
    design.RULES,
    translation.RULES,
    reference.RULES,
    environment.RULES,
    start.RULES,
    expression.RULES,
    webhook.RULES,
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for group in _GROUPS for rule in group}
