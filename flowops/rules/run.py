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
    unused    waivers that cover nothing, of rules that have run
    skipped   rules that need an environment where none was named
    fixes     what would be written into each file
    silenced  how many flows the engine refuses, so that no other rule looks, without a finding that says so
    """

    findings: tuple[Finding, ...]
    waived: int = 0
    unused: tuple[Waiver, ...] = ()
    skipped: tuple[Rule, ...] = ()
    fixes: Mapping[File, tuple[Fix, ...]] = field(default_factory=dict)
    silenced: int = 0


def check(
    project: Project, found: Iterable[Found], rules: Sequence[Rule], waivers: Sequence[Waiver] = ()
) -> Report:
    """What the rules say about what was recognised in the files; `project` holds what is known besides."""
    whole = judged(project, found)
    missing = {"environment": project.environment is None, "server": project.live is None}
    skipped = [rule for rule in rules if missing.get(rule.needs)]
    complaints = [(rule, it) for rule in rules if rule not in skipped for it in rule.check(whole)]
    used = [_waiver(rule, it, waivers) for rule, it in complaints]
    kept = [pair for pair, waiver in zip(complaints, used, strict=True) if waiver is None]
    return Report(
        tuple(sorted((finding(*pair) for pair in kept), key=attrgetter("file", "line", "rule", "text"))),
        len(complaints) - len(kept),
        tuple(it for it in waivers if it not in used and not _concerns(it, skipped)),
        tuple(skipped),
        _fixes(kept),
        len(_homes(whole, whole.refused) - _homes(whole, {rule.id for rule in rules})),
    )


def _waiver(rule: Rule, complaint: Complaint, waivers: Sequence[Waiver]) -> Waiver | None:
    flow, node = complaint.flow, complaint.node or ""
    return next((it for it in waivers if it.covers(rule.id, flow, node)), None)


def _concerns(waiver: Waiver, rules: Iterable[Rule]) -> bool:
    return any(rule.id.startswith(waiver.rule) for rule in rules)


def _homes(project: Project, rules: Iterable[str]) -> set[tuple[str, str, str]]:
    """The flows that one of these rules refuses."""
    refused = (it for rule in rules for it in project.refused.get(rule, ()))
    return {(it.file.path, it.flow, it.flow_uuid) for it in refused}


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
