"""Findings of lint for people: what is wrong, in which file and line, and by which words to find it in RapidPro."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flowops.model.finding import SEVERITIES, Finding
from flowops.render.colours import Paint
from flowops.render.words import count, line

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_LONGEST = 300


def to_text(findings: Sequence[Finding], paint: Paint, *, helpful: bool = False) -> str:
    """Under each file, flow and node the findings there, each with file and line; `helpful` adds what to do."""
    groups = (_group(place, list(group), paint, helpful) for place, group in groupby(findings, _place))
    return "\n".join(row for rows in groups for row in rows)


def summary(findings: Sequence[Finding], files: int) -> str:
    """ "1 error, 2 warnings and 3 infos in 20 files"."""
    counted = [(it, sum(f.severity == it for f in findings)) for it in SEVERITIES]
    said = [count(number, severity) for severity, number in counted if number]
    listed = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    return f"{listed or 'Nothing to complain about'} in {count(files, 'file')}"


def _place(finding: Finding) -> tuple[str, str, str | None]:
    return finding.file, finding.flow, finding.node


def _group(
    place: tuple[str, str, str | None], findings: list[Finding], paint: Paint, helpful: bool
) -> Iterator[str]:
    file, *names = place
    yield " > ".join(line(it) for it in names if it) or line(file)
    for it in findings:
        yield f"  {_row(it, paint)}"
        if helpful and it.help:
            yield f"      {line(it.help, _LONGEST)}"


def _row(finding: Finding, paint: Paint) -> str:
    severity = paint(finding.severity, _COLOURS[finding.severity])
    place = f"{line(finding.file, _LONGEST)}:{finding.line}"
    return f"{place}: {severity} {finding.rule} {line(finding.message, _LONGEST)}"
