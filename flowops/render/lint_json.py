"""Findings of lint as the document `flowops/lint@1`."""

from collections.abc import Sequence

from flowops.model.finding import SEVERITIES, Finding
from flowops.model.json import JsonObject


def to_json(findings: Sequence[Finding], files: int) -> JsonObject:
    """The document; `files` is how many were read."""
    return {
        "format": "flowops/lint@1",
        "summary": {**{it: sum(f.severity == it for f in findings) for it in SEVERITIES}, "files": files},
        "findings": [_finding(it) for it in findings],
    }


def _finding(finding: Finding) -> JsonObject:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "flow": finding.flow,
        "flow_uuid": finding.flow_uuid,
        "node": finding.node,
        "help": finding.help,
    }
