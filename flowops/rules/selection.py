"""Which rules run, and how severe they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from flowops.errors import ConfigurationError
from flowops.model.finding import Severity
from flowops.references import closest
from flowops.rules.rule import Rule

_ENGINE = "SPEC"  # what the engine refuses is an error, whatever a project thinks of it


@dataclass(frozen=True, slots=True)
class Selection:
    """Beginnings of ids, as `--select`, `--ignore` and `flowops.yaml` give them.

    select      rules to run; () for all that are on by themselves
    ignore      rules not to run; where both name a rule, the longer beginning counts, then `ignore`
    severities  beginning of an id -> severity; the longest counts
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def of(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules that run, with their severities. Raises ConfigurationError for a beginning of no id."""
        known = tuple(rules)
        for given in (*self.select, *self.ignore, *self.severities):
            _check(given, [rule.id for rule in known])
        return tuple(self._with_severity(rule) for rule in known if self._runs(rule))

    def _runs(self, rule: Rule) -> bool:
        wanted = _longest(rule.id, self.select) if self.select else (0 if rule.default else -1)
        return wanted > _longest(rule.id, self.ignore)

    def _with_severity(self, rule: Rule) -> Rule:
        if rule.id.startswith(_ENGINE) or _longest(rule.id, self.severities) < 0:
            return rule
        given = max((it for it in self.severities if rule.id.startswith(it)), key=len)
        return replace(rule, severity=self.severities[given], fixed_severity=True)


def _longest(rule: str, beginnings: Collection[str]) -> int:
    """Length of the longest of these with which an id begins; -1 where it begins with none."""
    return max((len(it) for it in beginnings if rule.startswith(it)), default=-1)


def _check(given: str, ids: Collection[str]) -> None:
    if given and any(rule.startswith(given) for rule in ids):
        return
    groups = sorted({rule.rstrip("0123456789") for rule in ids})
    near = closest(given.upper(), (*groups, *ids))
    meant = f"Did you mean {', '.join(near)}? " if near else ""
    raise ConfigurationError(
        f"there is no rule {given or 'without a name'}",
        f"{meant}Rules begin with {', '.join(groups)}; flowops lint --explain RULE tells of one",
    )
