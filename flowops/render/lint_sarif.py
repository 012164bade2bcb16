"""Findings of lint as SARIF 2.1.0, which code scanning services read (OASIS, sarif-v2.1.0-os)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from flowops.model.description import Described
from flowops.model.finding import Finding
from flowops.model.json import Json, JsonObject

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(findings: Sequence[Finding], rules: Mapping[str, Described], version: str) -> JsonObject:
    """One run with the rules that found something; `version` of flowops."""
    used = sorted({it.rule for it in findings})
    driver: JsonObject = {
        "name": "flowops",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(rules[it]) for it in used],
    }
    results: list[Json] = [_result(it, used.index(it.rule)) for it in findings]
    run: JsonObject = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Described) -> JsonObject:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: int) -> JsonObject:
    region: JsonObject = {"startLine": finding.line}
    place: JsonObject = {"artifactLocation": _artifact(finding.file), "region": region}
    location: JsonObject = {"physicalLocation": place}
    names = " > ".join(part for part in (finding.flow, finding.node) if part)
    if names:
        location["logicalLocations"] = [{"fullyQualifiedName": names}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"flowops/v1": _fingerprint(finding)},
    }


def _artifact(file: str) -> JsonObject:
    """An absolute path has no base (SARIF 2.1.0, 3.4.4)."""
    if file.startswith("/"):
        return {"uri": f"file://{quote(file)}"}
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _fingerprint(finding: Finding) -> str:
    """The same as long as flow, rule and text are, wherever the line moves."""
    return sha256("\0".join(finding.identity).encode(errors="replace")).hexdigest()[:32]
