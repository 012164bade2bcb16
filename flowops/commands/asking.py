"""What lint asks a live workspace: two requests and a page of channels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flowops.environment import Environment
from flowops.guard import enforce, wrong_workspace
from flowops.model.json import an_object, texts
from flowops.model.live import Live
from flowops.server.client import Server
from flowops.server.notices import Notices


def live(environment: Environment, warn: Callable[[str], None]) -> Live:
    """The workspace as it is now. Raises ServerError, UnsetVariable, and Blocked where the token opens another one."""
    server = Server(environment, Notices(warn))
    enforce(wrong_workspace(environment, server.workspace), (), warn)
    languages = texts(an_object(server.api.get("workspace")).get("languages"))
    return Live(tuple(languages), tuple(server.api.all("channels")), datetime.now(UTC))
