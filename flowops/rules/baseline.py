"""Findings that were there before somebody began to lint: known, counted, and not shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowops import canon
from flowops.errors import FormatError
from flowops.model.finding import Finding
from flowops.model.json import Json, a_text, objects
from flowops.parse import parse

_FORMAT = "flowops/lint-baseline@1"
_Identity = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of one flow, rule and text are known; never a UUID, for an import changes them."""

    known: Counter[_Identity]

    def without(self, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], int]:
        """The findings that are new, and how many known ones are gone. What the engine refuses is always new."""
        left = Counter(self.known)
        new: list[Finding] = []
        for it in findings:
            if it.rule.startswith("SPEC") or not left[it.identity]:
                new.append(it)
            else:
                left[it.identity] -= 1
        return tuple(new), left.total()


def of(findings: Iterable[Finding]) -> Baseline:
    """A baseline that knows all of these."""
    return Baseline(Counter(it.identity for it in findings if not it.rule.startswith("SPEC")))


def dumps(baseline: Baseline) -> bytes:
    """The bytes of the file: sorted, so that a finding that is gone is a line less."""
    listed: list[Json] = [
        {"flow": flow, "rule": rule, "text": text, "count": count}
        for (flow, rule, text), count in sorted(baseline.known.items())
        if count
    ]
    return canon.dumps({"format": _FORMAT, "findings": listed})


def loads(data: bytes, place: str) -> Baseline:
    """The baseline in a file; `place` names it in a FormatError."""
    value = parse(data, place)
    if not isinstance(value, dict) or value.get("format") != _FORMAT:
        raise FormatError(
            f'{place} is no baseline of lint: it has no "format": "{_FORMAT}"',
            "Write it with --update-baseline",
        )
    return Baseline(Counter(dict(_entries(value.get("findings")))))


def _entries(value: Json) -> Iterator[tuple[_Identity, int]]:
    for it in objects(value):
        count = it.get("count")
        identity = (a_text(it.get("flow")), a_text(it.get("rule")), a_text(it.get("text")))
        yield identity, count if isinstance(count, int) else 1
