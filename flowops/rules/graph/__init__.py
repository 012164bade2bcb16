"""How the nodes of a flow hang together, and the form of its file."""

from flowops.rules.graph import (
    after_terminal,
    ambiguous_key,
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
    unknown_key,
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
    unknown_key.RULE,
    ambiguous_key.RULE,
    canonical_form.RULE,
    conflict.RULE,
)
