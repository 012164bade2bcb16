"""Plans that earlier jobs of a run have made, one file an environment."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from flowops.commands.ci_files import document, under
from flowops.commands.console import Console
from flowops.model.json import JsonObject
from flowops.render.foreign import inline
from flowops.render.plan_json import read_plan

FOR_THE_GATE = "protected-environment"  # no plan is approved before somebody has seen it
_WRITES = ("create", "update")


def plans(console: Console, places: Iterable[Path]) -> dict[str, JsonObject]:
    """Environment -> its plan."""
    found = [document(console, file) for file in under(console, places, ".json")]
    return {str(it["environment"]): it for it in found if str(it.get("format")).startswith("flowops/plan@")}


def digests(console: Console, places: Iterable[Path]) -> dict[str, str]:
    """Environment -> the digest of its plan, in alphabetical order. Raises FormatError."""
    return {name: read_plan(it, name).digest for name, it in sorted(plans(console, places).items())}


def writes(plan: JsonObject) -> int:
    """How many objects it would write."""
    actions = plan.get("actions")
    listed = actions if isinstance(actions, list) else []
    return sum(isinstance(it, dict) and it.get("action") in _WRITES for it in listed)


def blocked(plan: JsonObject) -> list[str]:
    """The guards that stand in its way, but for the one that wants an approval."""
    guards = plan.get("guards")
    listed = [it for it in guards if isinstance(it, dict)] if isinstance(guards, list) else []
    names = [str(it.get("guard")) for it in listed if it.get("severity") == "block"]
    return [name for name in names if name != FOR_THE_GATE]


def without_a_plan(expected: str, found: Mapping[str, str] | Collection[str]) -> list[str]:
    """A section for each environment, of a JSON list, that has no plan."""
    try:
        names = json.loads(expected)
    except ValueError:
        names = []
    missing = [str(name) for name in names if name not in found] if isinstance(names, list) else []
    return [
        f"### ⛔ {inline(name)}: no plan could be made. The job of that name says why." for name in missing
    ]
