"""Findings of lint as annotations of GitHub Actions, on the lines of a pull request."""

from collections.abc import Iterator, Sequence

from flowops.model.finding import SEVERITIES, Finding, Severity
from flowops.render.lint_text import summary
from flowops.render.words import line
from flowops.render.workflow_command import workflow_command

# GitHub shows this many of each level a step and drops the others silently (docs.github.com, "workflow commands")
MOST = 10
_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_LONGEST = 1000


def to_github(findings: Sequence[Finding], files: int) -> str:
    """A workflow command a line, the worst first, at most ten of each severity; then what is left, and the sum."""
    return "\n".join([*_annotations(findings), *_left(findings), summary(findings, files)])


def _annotations(findings: Sequence[Finding]) -> Iterator[str]:
    for severity in SEVERITIES:
        for it in [it for it in findings if it.severity == severity][:MOST]:
            place: dict[str, str | int] = {"file": it.file, "line": it.line}
            yield workflow_command(
                _WORDS[severity], _message(it), {**place, "title": f"{it.rule} {line(it.flow)}".strip()}
            )


def _message(finding: Finding) -> str:
    node = f" (in {line(finding.node)})" if finding.node else ""
    return f"{line(finding.message, _LONGEST)}{node}"


def _left(findings: Sequence[Finding]) -> Iterator[str]:
    for severity in SEVERITIES:
        more = sum(it.severity == severity for it in findings) - MOST
        if more > 0:
            yield f"{more} more of severity {severity} that GitHub would not show: flowops lint lists all"
