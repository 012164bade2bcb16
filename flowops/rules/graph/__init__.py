"""How the nodes of a flow hang together, and the form of its file."""

from flowops.rules.graph import (
    after_terminal,
    canonical_form,
    case_arguments,
    case_uuid,
    category_name,
    category_uuid,
    conflict,
    empty_flow,
    extra_exit,
    loop,
    missing_default,
    negative_timeout,
    skipped_wait,
    unreachable_node,
    unused_exit,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    unreachable_node.RULE,
    missing_default.RULE,
    unused_exit.RULE,
    extra_exit.RULE,
    loop.RULE,
    category_name.RULE,
    category_uuid.RULE,
    case_uuid.RULE,
    after_terminal.RULE,
    case_arguments.RULE,
    negative_timeout.RULE,
    empty_flow.RULE,
    skipped_wait.RULE,
    canonical_form.RULE,
    conflict.RULE,
)
