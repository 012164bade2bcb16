"""What an export does to flows of an older spec than the server's: it migrates them, and saves what comes out."""

from collections.abc import Iterable

from flowops.sandbox.engine import NotMigrated, migrate
from flowops.sandbox.engine.release import parse_version
from flowops.sandbox.flow import Flow
from flowops.sandbox.parsing import optional
from flowops.sandbox.revision import SYSTEM, keep
from flowops.sandbox.workspace import Workspace


def upgrade(workspace: Workspace, flows: Iterable[str]) -> None:
    """Gives each of these flows that is older than the server a new revision, which nobody asked for."""
    for flow in [workspace.flows[uuid] for uuid in flows]:
        if _is_older(flow, workspace.dialect.spec_version):
            _upgrade(workspace, flow)


def _is_older(flow: Flow, spec: str) -> bool:
    own, newest = parse_version(optional(flow.definition, "spec_version")), parse_version(spec)
    return own is not None and newest is not None and own < newest


def _upgrade(workspace: Workspace, flow: Flow) -> None:
    try:
        migrated = migrate(flow.definition, workspace.dialect.spec_version)
    except NotMigrated:
        return
    keep(workspace.revisions, [workspace.revise(migrated)], SYSTEM)
    workspace.changed()
