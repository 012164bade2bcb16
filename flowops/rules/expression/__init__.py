"""What stands in expressions: what does not parse, what is not there, what is meant otherwise."""

from flowops.rules.expression import (
    deprecated_context,
    dynamic_lookup,
    evaluated_address,
    invalid_pattern,
    literal_name,
    newer_context,
    same_key,
    syntax_error,
    unclosed_expression,
    unknown_function,
    unknown_result,
    wrong_quotes,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    syntax_error.RULE,
    unclosed_expression.RULE,
    evaluated_address.RULE,
    literal_name.RULE,
    wrong_quotes.RULE,
    unknown_function.RULE,
    same_key.RULE,
    unknown_result.RULE,
    invalid_pattern.RULE,
    dynamic_lookup.RULE,
    deprecated_context.RULE,
    newer_context.RULE,
)
