"""Records that a flow sends to the CHT."""

import re
from collections.abc import Iterator

from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project

_RECORDS = re.compile(r"/api/v[12]/records(?![\w/-])")
_GLOBAL = re.compile(r"@(?:\()?globals\.(\w+)", re.IGNORECASE)


def records(flow: Flow, project: Project) -> Iterator[tuple[Node, Action]]:
    """The webhooks that post a record; a URL that is all in a global is known only where the environment tells it."""
    for node, action in flow.doing("call_webhook"):
        if action.text("method").upper() == "POST" and _is_record(action.text("url"), project):
            yield node, action


def _is_record(url: str, project: Project) -> bool:
    if "/records" in url:
        return bool(_RECORDS.search(url))
    held = (project.value(it.lower()) for it in _GLOBAL.findall(url)) if project.environment else ()
    return any(_RECORDS.search(value) for value in held if value)
