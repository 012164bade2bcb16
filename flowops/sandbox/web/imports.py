"""The import form, and the page that tells how far an import is."""

from werkzeug import Response

from flowops.model.json import JsonObject
from flowops.sandbox import answers, importing
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.web import html
from flowops.sandbox.web.jobs import COMPLETE, FAILED, PENDING, RUNNING, Job
from flowops.sandbox.web.upload import Unfit, uploaded
from flowops.sandbox.web.visit import Visit
from flowops.sandbox.workspace import Workspace

_INVALID = "Sorry, your import file is invalid."
_STATUSES = {
    PENDING: "About to start...",
    RUNNING: "In progress...",
    COMPLETE: "Finished successfully",
    FAILED: "An error happened, please try again.",
}


def work(sandbox: Sandbox) -> None:
    """Does the imports that a worker would have done by now."""

    def run(workspace: Workspace, export: JsonObject, author: str) -> None:
        importing.run(workspace, export, importing.is_same_site(export, sandbox.site))
        workspace.note(author)

    with sandbox.lock:
        sandbox.web.imports.work(run)


def create(visit: Visit) -> Response:
    """The form with the file, in either era."""
    if visit.request.method != "POST":
        return _form(visit)
    try:
        export = uploaded(visit)
    except Unfit as unfit:
        return _form(visit, str(unfit))
    return _asked_for(visit, export) if visit.era.worker else _within_the_request(visit, export)


def read(visit: Visit, key: str) -> Response:
    """The status page: no reason, no names, no counts."""
    job = visit.sandbox.web.imports.find(visit.era.import_key, key)
    if job is None:
        return visit.not_found()
    if visit.era.elsewhere and job.workspace is not visit.workspace:
        return visit.to_other(job.workspace)
    icon = "check" if job.status == COMPLETE else "progress_spinner"  # after a failure too, seen on 26.2.2
    parts = [f'<div class="import-result text-lg mt-2">{_STATUSES[job.status]}</div>']
    if job.status == COMPLETE:
        parts += [f'<temba-icon name="{icon}"></temba-icon>', html.link("/flow/", "Flows")]
    else:
        parts.append(f'<temba-icon name="{icon}"></temba-icon>')
    return visit.page("Import", *parts)


def _asked_for(visit: Visit, export: JsonObject) -> Response:
    job = _job(visit, export)
    work(visit.sandbox)
    visit.say("Your import has been started.")
    key = job.uuid if visit.era.import_key == "uuid" else job.number
    return visit.redirect(f"/orgimport/read/{key}/")


def _within_the_request(visit: Visit, export: JsonObject) -> Response:
    """The import is done when the answer comes; where a worker would die, a proxy has had enough of waiting."""
    job = _job(visit, export)
    imports = visit.sandbox.web.imports
    imports.sleep(job.seconds)
    job.seconds = 0
    work(visit.sandbox)
    if job.status == RUNNING:
        return answers.usual(504)
    if job.status == FAILED:
        return _form(visit, _INVALID)
    visit.say("Import successful")
    return visit.redirect("/org/home/")


def _job(visit: Visit, export: JsonObject) -> Job:
    assert visit.user
    assert visit.workspace
    with visit.sandbox.lock:
        return visit.sandbox.web.imports.add(visit.workspace, export, visit.user.email)


def _form(visit: Visit, wrong: str = "") -> Response:
    name = visit.era.import_field
    return visit.form_page("Import", [html.field(name, kind="file")], {name: wrong} if wrong else {})
