"""Plan <-> the document `flowops/plan@1`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flowops.errors import FormatError, NewerFormat
from flowops.model.json import Json, JsonObject
from flowops.model.plan import Action, Finding, Plan

FORMAT = "flowops/plan@1"
_KEYS = ("environment", "digest", "base_digest", "created_at", "expires_at")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a plan that was written to a file stands for; the plan itself is made anew and has to be the same."""

    environment: str
    digest: str
    base_digest: str
    created_at: str
    expires_at: str


def to_json(plan: Plan, hide: Callable[[str], str] = str) -> JsonObject:
    """The document; values that must not be shown stand in it as parts of the digest alone.

    `hide` takes secrets out of what names and flows say: in the whole document it would also hit what a deploy goes by.
    """
    there = plan.workspace
    return {
        "format": FORMAT,
        "environment": plan.environment,
        "workspace": {"uuid": there.uuid, "name": there.name, "host": there.host, "version": plan.release},
        "digest": plan.digest,
        "base_digest": plan.base_digest,
        "commit": plan.commit,
        "actions": [*actions_json(plan.actions, hide)],
        "guards": [_guard(finding, hide) for finding in plan.findings],
        "created_at": plan.created_at,
        "expires_at": plan.expires_at,
    }


def actions_json(actions: Iterable[Action], hide: Callable[[str], str] = str) -> list[JsonObject]:
    """What happens to each object."""
    return [_action(action, hide) for action in actions]


def _action(action: Action, hide: Callable[[str], str]) -> JsonObject:
    return {
        "kind": action.kind,
        "name": hide(action.name),
        "action": action.action,
        "transport": action.transport,
        "waiting": action.waiting,
        "stranded": action.stranded,
        "summary": hide(action.summary),
    }


def _guard(finding: Finding, hide: Callable[[str], str]) -> JsonObject:
    return {
        "guard": finding.guard,
        "severity": finding.severity,
        "message": hide(finding.message),
        "waive": finding.waive,
    }


def read_plan(value: Json, place: str) -> PlanFile:
    """What a plan file says; `place` names it in errors. Raises FormatError."""
    way_out = "Make it with: flowops plan ENV -o FILE"
    if not isinstance(value, dict) or not str(value.get("format", "")).startswith("flowops/plan@"):
        raise FormatError(f"{place} is no plan of flowops", way_out)
    said = str(value["format"])
    if said != FORMAT:
        raise NewerFormat(place, said, FORMAT)
    found = {key: value.get(key) for key in _KEYS}
    if wrong := [key for key, it in found.items() if not isinstance(it, str) or not it]:
        raise FormatError(f"{place} is no plan of flowops: {', '.join(wrong)} is missing", way_out)
    return PlanFile(**{key: str(it) for key, it in found.items()})
