"""Choosing a workspace."""

from collections.abc import Iterable

from werkzeug import Response

from flowops.sandbox.web import html
from flowops.sandbox.web.visit import Visit
from flowops.sandbox.workspace import Workspace


def choose(visit: Visit) -> Response:
    """The list of workspaces, and the choice of one by its number."""
    if visit.request.method == "POST":
        return _posted(visit)
    own = visit.workspaces
    if not own:
        return _nowhere(visit)
    if visit.era.switches:
        return _entered(visit, _last_seen(visit, own))
    if len(own) == 1:
        return _entered(visit, own[0])
    return _list(visit, {})


def switch(visit: Visit) -> Response:
    """The change to another workspace, on servers that have chosen one by themselves."""
    number = visit.request.values.get("other_org", "")
    wanted = _numbered(visit.workspaces, number)
    if wanted is None:
        return visit.not_found()
    further = visit.request.values.get("next", "")
    if visit.request.method != "POST":
        fields = [html.field("other_org", number, "hidden"), html.field("next", further, "hidden")]
        return visit.form_page("Switch Workspace", fields, {}, html.paragraph(wanted.name))
    visit.choose(wanted)
    return visit.redirect(further if further.startswith("/") else visit.era.home)


def _posted(visit: Visit) -> Response:
    wanted = _numbered(visit.workspaces, visit.text("organization"))
    if visit.era.switches and visit.workspace is None:
        return visit.redirect("/org/signup/")  # seen on 26.2.2
    if wanted is None:
        wrong = "Select a valid choice. That choice is not one of the available choices."
        return _list(visit, {"organization": wrong})
    return _entered(visit, wanted)


def _nowhere(visit: Visit) -> Response:
    return visit.redirect("/org/signup/" if visit.era.switches else visit.era.login)


def _entered(visit: Visit, workspace: Workspace) -> Response:
    visit.choose(workspace)
    return visit.redirect(visit.era.home)


def _last_seen(visit: Visit, own: list[Workspace]) -> Workspace:
    """The workspace where the user was last, or else the newest one."""
    seen = visit.user.seen if visit.user else []
    return max(own, key=lambda each: (seen.index(each.id) if each.id in seen else -1, each.id))


def _numbered(workspaces: Iterable[Workspace], number: str) -> Workspace | None:
    return next((each for each in workspaces if str(each.id) == number), None)


def _list(visit: Visit, wrong: dict[str, str]) -> Response:
    links = [
        f"<li>{html.link(f'{visit.era.workspace_link}{each.id}', each.name)}</li>"
        for each in visit.workspaces
    ]
    return visit.form_page("Select your Workspace", [html.field("organization")], wrong, *links)
