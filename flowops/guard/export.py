"""Reasons not to export: each has a name, gives its figures, and is waived by that name only."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping

from flowops.environment import Environment, Secret, disguises
from flowops.errors import Refused, UnsetVariable
from flowops.model.export import Export
from flowops.model.kind import FLOW
from flowops.model.workspace import Workspace

EXPORT_GUARDS = ("wrong-workspace", "empty-export", "uncommitted-changes", "secret-in-export")
_SHORTEST_SECRET = 6  # characters; shorter values stand in flows by chance


def enforce(refused: Refused | None, allowed: Collection[str], notify: Callable[[str], None]) -> None:
    """Raise what a guard found, unless it is waived by name; a waiver that was used is told."""
    if refused is None:
        return
    if refused.guard not in allowed:
        raise refused
    notify(f"allowed: {refused.what}")


def wrong_workspace(environment: Environment, workspace: Workspace) -> Refused | None:
    """The token opens another workspace than the environment names."""
    if environment.workspace is None or is_workspace_of(environment, workspace):
        return None
    return Refused(
        "wrong-workspace",
        other_workspace(environment, workspace),
        "Use the token of that workspace, or correct `workspace`.",
    )


def is_workspace_of(environment: Environment, workspace: Workspace) -> bool:
    """Whether the environment names this workspace."""
    return (environment.workspace or "").lower() == workspace.uuid.lower()


def other_workspace(environment: Environment, workspace: Workspace) -> str:
    """Which workspace the token opens, and which one the environment names."""
    return (
        f"the token of {environment.name} ({environment.token}) opens the workspace {workspace.name!r}"
        f" ({workspace.uuid}), but {environment.path} names {environment.workspace}"
    )


def empty_export(export: Export, flows_in_git: int, source: str) -> Refused | None:
    """An export without flows would empty a repository that has some."""
    if export.of(FLOW) or not flows_in_git:
        return None
    return Refused(
        "empty-export",
        f"{source} has no flow to export, and the repository has {flows_in_git}: all would be removed",
        "Check the workspace, and include/exclude of the environment.",
    )


def uncommitted_changes(paths: Collection[str]) -> Refused | None:
    """The export would overwrite what somebody changed by hand and did not commit."""
    if not paths:
        return None
    shown = ", ".join(sorted(paths)[:5]) + (" …" if len(paths) > 5 else "")
    return Refused(
        "uncommitted-changes",
        f"the export would overwrite changes that are in no commit, in {len(paths)} file(s): {shown}",
        "Commit or stash them first.",
    )


def secret_in_export(files: Mapping[str, bytes], secrets: Iterable[Secret]) -> Refused | None:
    """A flow holds the very value of a secret, plain or in one of its disguises, and git would hold it too."""
    for secret in secrets:
        forms = _forms(secret)
        found = [path for path, data in files.items() if any(form in data for form in forms)]
        if found:
            return Refused(
                "secret-in-export",
                f"the value of {secret} stands in {len(found)} file(s) and would be in git: {found[0]}",
                "Put it into a global of RapidPro and use @globals.… in the flow.",
            )
    return None


def _forms(secret: Secret) -> list[bytes]:
    try:
        value = secret.reveal()
    except UnsetVariable:  # not needed for an export, so not known, so not leaked by flowops
        return []
    return [os.fsencode(form) for form in disguises(value)] if len(value) >= _SHORTEST_SECRET else []
