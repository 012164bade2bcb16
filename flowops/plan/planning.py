"""The plan for one environment: what is desired less what is there."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flowops import canon
from flowops.model.json import Json, JsonObject
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
        digest=_digest(desired, actions, base, digest),
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
    """Stands for the workspace as the plan found it; a label, group or field that no flow uses makes no difference."""
    export = canon.normalize(target.export)
    return _sha256(
        {
            "workspace": target.workspace.uuid,
            "objects": [{"kind": it.kind.name, "body": it.body} for it in export.documents],
            "archived": [*export.archived],
            "release": target.release,
        }
    )


def _digest(desired: Desired, actions: tuple[Action, ...], base: str, digest: Digest) -> str:
    """Of everything that a deploy would write or ask for, and of the workspace it was planned for; contacts come and go."""
    values = {key: digest(str(row.get("value") or "")) for key, row in desired.rows("global", "key").items()}
    said = [_said(action, values.get(action.name) if action.kind == "global" else None) for action in actions]
    listed: list[Json] = sorted(said, key=canon.compact)
    return _sha256({"environment": desired.environment.name, "base": base, "actions": listed})


def _said(action: Action, there: str | None) -> Json:
    """`there` stands for the value of a global that is overwritten: no export holds it."""
    return {
        "kind": action.kind,
        "name": action.name,
        "uuid": action.uuid,
        "action": action.action,
        "transport": action.transport,
        "body": action.body,
        "value": action.digest,
        "there": there,
        "summary": action.summary if action.action == "manual" else None,
    }


def _sha256(value: JsonObject) -> str:
    return hashlib.sha256(canon.compact(value)).hexdigest()
