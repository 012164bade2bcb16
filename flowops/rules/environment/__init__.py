"""Globals, environments and channels."""

from flowops.rules.environment import (
    global_without_value,
    refused_global,
    shared_workspace,
    short_code,
    unused_global,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    global_without_value.RULE,
    unused_global.RULE,
    refused_global.RULE,
    shared_workspace.RULE,
    short_code.RULE,
)
