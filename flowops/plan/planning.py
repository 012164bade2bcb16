"""The plan for one environment: what is desired less what is there."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flowops import canon
from flowops.model.json import JsonObject
from flowops.model.plan import Action, Plan
from flowops.model.receipt import timestamp
from flowops.model.target import Target
from flowops.plan.campaigns import campaign_actions
from flowops.plan.desired import Desired
from flowops.plan.flows import flow_actions
from flowops.plan.settings import Digest, field_actions, global_actions, group_actions, named_actions
from flowops.plan.triggers import trigger_actions

LIFETIME = timedelta(hours=24)
_ORDER = {"create": 0, "update": 0, "manual": 1, "orphan": 2}


def plan(desired: Desired, commit: str | None, digest: Digest, now: datetime) -> Plan:
    """What a deploy would do, before any guard has looked at it. `digest` stands for values that must not be shown."""
    target = desired.target
    actions = tuple(sorted(_actions(desired, digest), key=lambda action: _ORDER[action.action]))
    base = base_digest(target)
    moment = now.astimezone(UTC)
    return Plan(
        environment=desired.environment.name,
        workspace=target.workspace,
        release=target.release,
        digest=_digest(desired, actions, base),
        base_digest=base,
        commit=commit,
        actions=actions,
        findings=(),
        created_at=timestamp(moment),
        expires_at=timestamp(moment + LIFETIME),
    )


def _actions(desired: Desired, digest: Digest) -> Iterator[Action]:
    """In the order in which they are done: nothing ever points to what is not there yet."""
    yield from global_actions(desired, digest)
    yield from field_actions(desired)
    yield from group_actions(desired)
    yield from named_actions(desired.bound.missing)
    yield from flow_actions(desired)
    yield from campaign_actions(desired)
    yield from trigger_actions(desired)


def base_digest(target: Target) -> str:
    """Stands for the workspace as the plan found it; one without any object has one too."""
    objects: list[JsonObject] = [
        {"kind": document.kind.name, "body": document.body} for document in target.export.documents
    ]
    value: JsonObject = {
        "workspace": target.workspace.uuid,
        "objects": [*objects],
        "archived": [*target.export.archived],
        "release": target.release,
    }
    return _sha256(value)


def _digest(desired: Desired, actions: tuple[Action, ...], base: str) -> str:
    """Of everything that a deploy would write, and of the workspace it was planned for; contacts come and go."""
    listed: list[JsonObject] = [
        {
            "kind": action.kind,
            "name": action.name,
            "action": action.action,
            "transport": action.transport,
            "body": action.body,
            "value": action.digest,
        }
        for action in actions
    ]
    value: JsonObject = {"environment": desired.environment.name, "base": base, "actions": [*listed]}
    return _sha256(value)


def _sha256(value: JsonObject) -> str:
    return hashlib.sha256(canon.compact(value)).hexdigest()


def in_transport(action: Action, transport: str) -> bool:
    """Whether flowops writes it, and in this way."""
    return action.writes and action.transport == transport


def without_change(action: Action) -> Action:
    """For those who only count."""
    return replace(action, change=None)
