"""Globals, environments and channels."""

from flowops.rules.environment import (
    global_without_value,
    refused_global,
    shared_workspace,
    short_code,
    silent_channel,
    unused_global,
    weak_channel,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    global_without_value.RULE,
    unused_global.RULE,
    refused_global.RULE,
    shared_workspace.RULE,
    silent_channel.RULE,
    weak_channel.RULE,
    short_code.RULE,
)
