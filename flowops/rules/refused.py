"""What the engine refuses, as rules like all others."""

from collections.abc import Iterator

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Check, Rule
from flowops.rules.spec import SPEC_RULES, SpecRule, release_of
from flowops.rules.spec.sample import SAMPLE

_OLDEST = "7.4"  # what that refuses, all refuse that flowops knows


def _check(rule: str) -> Check:
    def check(project: Project) -> Iterator[Complaint]:
        """What was said of this when the flows were judged."""
        yield from project.refused.get(rule, ())

    return check


def _rule(row: SpecRule) -> Rule:
    since = "" if row.since == _OLDEST else f" RapidPro refuses it since {row.since}."
    place = row.damages[0][0][:-1]
    return Rule(
        id=row.id,
        title=row.title,
        why=f"{row.why}{since}",
        advice=row.advice,
        severity="error",
        check=_check(row.id),
        bad=Example((_at(row.bad, row.since),), shown=place, release=row.since),
        good=Example((_at(row.good, row.since),), shown=place, release=row.since),
    )


def _at(flow: JsonObject, since: str) -> JsonObject:
    """At the specification of the release that refuses it: migrations would mend some of an older one."""
    spec = release_of(since).spec_version
    return {**flow, "spec_version": spec} if flow.get("spec_version") == SAMPLE["spec_version"] else flow


RULES: tuple[Rule, ...] = tuple(_rule(row) for row in SPEC_RULES.values())
