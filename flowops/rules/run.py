"""Files in, complaints out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from flowops.model.finding import Finding
from flowops.model.json import JsonObject, a_text
from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Part, Project
from flowops.rules.recognition import Definition, Found
from flowops.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Report:
    """What lint found.

    findings  by file and line
    skipped   rules that need an environment where none was named
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Rule, ...] = ()


def check(project: Project, found: Iterable[Found], rules: Iterable[Rule]) -> Report:
    """What the rules say about what was recognised in the files; `project` holds what is known besides."""
    whole = _with(project, found)
    chosen = tuple(rules)
    skipped = tuple(rule for rule in chosen if rule.needs == "environment" and project.environment is None)
    findings = [
        finding(rule, complaint) for rule in chosen if rule not in skipped for complaint in rule.check(whole)
    ]
    return Report(tuple(sorted(findings, key=attrgetter("file", "line", "rule", "text"))), skipped)


def _with(project: Project, found: Iterable[Found]) -> Project:
    listed = list(found)
    parts = tuple(it for it in listed if isinstance(it, Part))
    flows = tuple(_flows(it for it in listed if isinstance(it, Definition)))
    return replace(project, flows=flows, parts=parts)


def _flows(definitions: Iterable[Definition]) -> Iterator[Flow]:
    for it in definitions:
        if isinstance(it.value, dict) and _is_named(it.value):
            yield Flow(it.file, it.value, it.steps)


def _is_named(body: JsonObject) -> bool:
    return bool(a_text(body.get("uuid")) and a_text(body.get("name")))


def finding(rule: Rule, complaint: Complaint) -> Finding:
    """A complaint with the line where it is, and how severe it is."""
    return Finding(
        rule.id,
        complaint.severity or rule.severity,
        complaint.message,
        complaint.file.path,
        complaint.line or complaint.file.line(complaint.steps),
        complaint.flow,
        complaint.flow_uuid,
        complaint.node,
        complaint.text or f"{complaint.node or ''}: {complaint.message}",
        rule.advice,
    )
