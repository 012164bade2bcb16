"""Findings of lint for people: what is wrong, in which file and line, and by which words to find it in RapidPro."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flowops.model.finding import SEVERITIES, Finding
from flowops.render.colours import Paint
from flowops.render.words import count, line

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_LONGEST = 300


def to_text(findings: Sequence[Finding], paint: Paint, *, helpful: bool = False) -> str:
    """By file, a finding a line, each under the flow and node where it is; `helpful` adds what to do."""
    return "\n".join(
        row for _, group in groupby(findings, _place) for row in _group(list(group), paint, helpful)
    )


def summary(findings: Sequence[Finding], files: int) -> str:
    """ "1 error, 2 warnings and 3 infos in 20 files"."""
    counted = [(it, sum(f.severity == it for f in findings)) for it in SEVERITIES]
    said = [count(number, severity) for severity, number in counted if number]
    listed = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    return f"{listed or 'Nothing to complain about'} in {count(files, 'file')}"


def _place(finding: Finding) -> tuple[str, str]:
    return finding.file, finding.flow


def _group(findings: list[Finding], paint: Paint, helpful: bool) -> Iterator[str]:
    for node, of_node in groupby(findings, lambda it: it.node):
        rows = list(of_node)
        for it in rows:
            yield _row(it, paint)
            if helpful and it.help:
                yield f"    {line(it.help, _LONGEST)}"
        place = " > ".join(line(part) for part in (rows[0].flow, node) if part)
        if place:
            yield f"    in {place}"


def _row(finding: Finding, paint: Paint) -> str:
    severity = paint(finding.severity, _COLOURS[finding.severity])
    place = f"{line(finding.file, _LONGEST)}:{finding.line}"
    return f"{place}: {severity} {finding.rule} {line(finding.message, _LONGEST)}"
