"""What is to be said about a rule, without the code that checks it."""

from flowops.model.description import Described
from flowops.rules.rule import Rule


def described(rule: Rule) -> Described:
    """The rule for readers."""
    return Described(
        rule.id,
        rule.title,
        rule.why,
        rule.advice,
        rule.severity,
        rule.bad.excerpt,
        rule.good.excerpt,
        rule.practice,
        rule.needs,
        rule.fixable,
        rule.default,
        (rule.bad.everything, rule.good.everything),
    )
