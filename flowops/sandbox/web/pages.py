"""Pages that a client lands on and needs nothing from."""

from werkzeug import Response

from flowops.sandbox.web import html
from flowops.sandbox.web.visit import Visit


def landing(visit: Visit) -> Response:
    """Where one is sent after something was done; it says what that was."""
    return visit.page("Home")


def flows(visit: Visit) -> Response:
    """The list of flows."""
    assert visit.workspace
    shown = sorted(
        (each for each in visit.workspace.flows.values() if not each.archived), key=lambda each: each.name
    )
    return visit.page("Flows", *(html.link(f"/flow/editor/{each.uuid}/", each.name) for each in shown))


def failed(visit: Visit) -> Response:
    """What somebody sees who gave a wrong password too often."""
    text = "Too many failed login attempts. Please wait ten minutes before you try again."
    return visit.page("Login Failure", html.paragraph(text))


def confirm(visit: Visit) -> Response:
    """What somebody sees whose e-mail address was never verified."""
    return visit.page(
        "Verify Your Email Address", html.paragraph("We have sent an email to you for verification.")
    )


def signup(visit: Visit) -> Response:
    """Where 26.2 sends somebody who has no workspace."""
    return visit.page("Sign Up")
