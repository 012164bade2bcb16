"""The flow editor: its page, its menu, and the address that it reads from and saves to."""

from werkzeug import Response

from flowops.sandbox import answers
from flowops.sandbox.flow import Flow
from flowops.sandbox.web import history, html
from flowops.sandbox.web.menu import menu
from flowops.sandbox.web.saving import save
from flowops.sandbox.web.visit import EDITORS, Instead, Visit
from flowops.sandbox.workspace import Workspace

_FORBIDDEN = "You don't have permission to edit this flow"


def page(visit: Visit, uuid: str) -> Response:
    """The page of a flow, or its menu; where the numeric id of the flow stands depends on the version."""
    workspace, flow = own_flow(visit, uuid)
    number = visit.sandbox.web.numbers.of("flow", (workspace.id, flow.uuid))
    if visit.marked("Content-Menu") and visit.era.release:
        return answers.json({"items": menu(visit.era, flow, number)})
    links = [html.link(f"/flow/update/{number}/", "Edit")] if visit.era.shown_id else []
    return visit.page(flow.name, *links)


def revisions(visit: Visit, uuid: str) -> Response:
    """The list of a flow's revisions; a POST adds one."""
    workspace, flow = own_flow(visit, uuid)
    if visit.request.method != "POST":
        return history.listed(visit, workspace, flow)
    return save(visit, workspace, flow) if visit.role in EDITORS else _forbidden()


def revision(visit: Visit, uuid: str, key: str) -> Response:
    """One revision."""
    return history.read(visit, *own_flow(visit, uuid), key)


def own_flow(visit: Visit, uuid: str) -> tuple[Workspace, Flow]:
    """The flow of this UUID in the chosen workspace; what is in another one is not shown."""
    assert visit.workspace
    if flow := visit.workspace.flows.get(uuid):
        return visit.workspace, flow
    for workspace in visit.sandbox.workspaces:
        if uuid in workspace.flows:
            raise Instead(visit.to_other(workspace) if visit.era.elsewhere else visit.to_login())
    raise Instead(visit.not_found())


def _forbidden() -> Response:
    return answers.json({"status": "failure", "description": _FORBIDDEN}, 403)
