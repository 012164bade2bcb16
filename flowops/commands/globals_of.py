"""The globals of one environment, from git, its file and its workspace."""

from __future__ import annotations

from flowops import references
from flowops.commands.console import Console
from flowops.commands.preparing import prepare
from flowops.environment import Secret
from flowops.errors import UnsetVariable
from flowops.model.kind import GLOBAL
from flowops.render.globals_table import GlobalRow


def rows_of(console: Console, environment: str) -> list[GlobalRow]:
    """One for each global that flows use, the environment declares, or the workspace has; by key."""
    prepared = prepare(console, environment, fetch=False)
    names = {document.identity: document.name for document in prepared.git.of(GLOBAL)}
    there = {
        str(row.get("key")): str(row.get("value") or "").strip() for row in prepared.server.api.all("globals")
    }
    used: dict[str, dict[str, None]] = {}
    for it in references.of(prepared.git):
        if it.kind == "global" and not it.definition and not it.dynamic:
            used.setdefault(it.name, {})[it.document] = None
    declared = prepared.environment.globals
    return [
        GlobalRow(
            key,
            names.get(key, key),
            tuple(used.get(key, ())),
            key in declared,
            _variable(declared.get(key)),
            key in there,
            key in there and not there[key],
            _differs(declared.get(key), there.get(key)),
        )
        for key in sorted({*names, *there, *used, *declared})
    ]


def _variable(value: str | Secret | None) -> str | None:
    return value.variable if isinstance(value, Secret) else None


def _differs(value: str | Secret | None, there: str | None) -> bool | None:
    """None where nothing is declared, or nobody can know."""
    if value is None or there is None:
        return None
    try:
        wanted = value.reveal() if isinstance(value, Secret) else value
    except UnsetVariable:
        return None
    return wanted.strip() != there
