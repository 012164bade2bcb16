"""What starts flows: triggers and campaigns."""

from flowops.rules.rule import Rule
from flowops.rules.start import (
    concurrent_events,
    flow_not_sent,
    no_catch_all,
    not_exported,
    rival_triggers,
    unsuitable_hour,
)

RULES: tuple[Rule, ...] = (
    no_catch_all.RULE,
    rival_triggers.RULE,
    not_exported.RULE,
    flow_not_sent.RULE,
    unsuitable_hour.RULE,
    concurrent_events.RULE,
)
