"""Files in, findings out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from flowops.environment import Waiver
from flowops.model.finding import Finding
from flowops.rules.complaint import Complaint, Fix
from flowops.rules.file import File
from flowops.rules.judged import judged
from flowops.rules.project import Project
from flowops.rules.recognition import Found
from flowops.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found.

    findings  by file and line
    waived    how many a waiver covers
    unused    waivers that cover nothing
    skipped   rules that need an environment where none was named
    fixes     what would be written into each file
    """

    findings: tuple[Finding, ...]
    waived: int = 0
    unused: tuple[Waiver, ...] = ()
    skipped: tuple[Rule, ...] = ()
    fixes: Mapping[File, tuple[Fix, ...]] = field(default_factory=dict)


def check(
    project: Project, found: Iterable[Found], rules: Sequence[Rule], waivers: Sequence[Waiver] = ()
) -> Report:
    """What the rules say about what was recognised in the files; `project` holds what is known besides."""
    whole = judged(project, found)
    skipped = [rule for rule in rules if rule.needs == "environment" and project.environment is None]
    complaints = [(rule, it) for rule in rules if rule not in skipped for it in rule.check(whole)]
    used = [_waiver(rule, it, waivers) for rule, it in complaints]
    kept = [pair for pair, waiver in zip(complaints, used, strict=True) if waiver is None]
    return Report(
        tuple(sorted((finding(*pair) for pair in kept), key=attrgetter("file", "line", "rule", "text"))),
        len(complaints) - len(kept),
        tuple(it for it in waivers if it not in used),
        tuple(skipped),
        _fixes(kept),
    )


def _waiver(rule: Rule, complaint: Complaint, waivers: Sequence[Waiver]) -> Waiver | None:
    flow, node = complaint.flow, complaint.node or ""
    return next((it for it in waivers if it.covers(rule.id, flow, node)), None)


def _fixes(complaints: Iterable[tuple[Rule, Complaint]]) -> dict[File, tuple[Fix, ...]]:
    found: dict[File, tuple[Fix, ...]] = {}
    for _rule, it in complaints:
        if it.fixes:
            found[it.file] = (*found.get(it.file, ()), *it.fixes)
    return found


def finding(rule: Rule, complaint: Complaint) -> Finding:
    """A complaint with the line where it is, and how severe it is."""
    own = None if rule.fixed_severity else complaint.severity
    return Finding(
        rule.id,
        own or rule.severity,
        complaint.message,
        complaint.file.path,
        complaint.line or complaint.file.line(complaint.steps),
        complaint.flow,
        complaint.flow_uuid,
        complaint.node,
        complaint.text or f"{complaint.node or ''}: {complaint.message}",
        rule.advice,
    )
