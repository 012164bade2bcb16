"""Deploys for guards to look at: a healthy one, and what may be wrong with it."""

import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from flowops import canon
from flowops.environment import Environment, load
from flowops.guard import Approval, Context, hosts_of
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW
from flowops.model.target import Target
from flowops.plan.adaptation import adapt
from flowops.plan.desired import desire
from flowops.plan.planning import plan
from flowops.repository import programme
from tests.plan.test_laws import bodies, moved, names_in
from tests.plan.workbench import NOW, THERE, secret_digest, target

ROOT = Path(__file__).parents[2]
VALUES = {"CHT_PRODUCTION_AUTH": "production-secret", "CHT_STAGING_AUTH": "staging-secret"}
GIT = canon.normalize(programme.read())


def production() -> Environment:
    """The example's production, in the workspace of these tests."""
    return replace(load(ROOT, "production"), workspace=THERE.uuid)


def staging() -> Environment:
    return load(ROOT, "staging")


@cache
def deployed() -> Target:
    """The workspace after a deploy of the programme, in UUIDs of its own."""
    environment = production()
    export = moved(adapt(GIT, environment).export)
    values = {key: it if isinstance(it, str) else it.reveal() for key, it in environment.globals.items()}
    rows = [{"key": key, "name": key, "value": value} for key, value in values.items()]
    named = {kind: names_in(export, kind) for kind in ("label", "topic")}
    return target(bodies(export), **named, **{"global": rows})


def edited(text: str = "Other words", flow: str = "ANC Registration") -> Export:
    """The programme after somebody changed the first message of a flow."""

    def edit(document: Document) -> Document:
        if document.kind is not FLOW or document.name != flow:
            return document
        body: Any = copy.deepcopy(document.body)
        next(action for node in body["nodes"] for action in node["actions"] if "text" in action)["text"] = (
            text
        )
        return Document(FLOW, body)

    return replace(GIT, documents=tuple(map(edit, GIT.documents)))


def context(
    git: Export,
    there: Target,
    environment: Environment,
    *,
    import_only: bool = False,
    approved: bool = True,
    **facts: Any,
) -> Context:
    """What the guards of this deploy look at; it was approved as it is."""
    adapted, desired = desire(git, there, environment, import_only=import_only)
    made = plan(desired, "c0ffee", secret_digest, NOW)
    given: dict[str, Any] = {
        "approval": Approval(made.digest),
        "hosts": {"staging": hosts_of(staging())},
    } | facts
    return Context(made, desired, adapted, NOW, **given)


@cache
def _healthy() -> Context:
    return context(edited(), deployed(), production())


def healthy(**facts: Any) -> Context:
    """One message of one flow was changed in git, and nothing in the workspace."""
    return replace(_healthy(), **facts)
