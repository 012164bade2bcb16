"""A call of another server: what it sends, and where to, as far as an environment tells."""

from collections.abc import Iterator
from functools import cached_property
from typing import Unpack

from flowops.model.json import JsonObject, a_text, an_object
from flowops.references import result_key
from flowops.rules.complaint import Complaint, More
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project
from flowops.rules.webhook.address import Address, resolved


class Call:
    """One call_webhook action."""

    def __init__(self, flow: Flow, node: Node, action: Action, project: Project) -> None:
        self.flow = flow
        self.node = node
        self.action = action
        self.project = project
        self.url = action.text("url")
        self.method = action.text("method").upper()
        self.body = action.text("body")
        self.result = action.text("result_name")
        self.headers: JsonObject = an_object(action.body.get("headers"))

    @property
    def key(self) -> str:
        """Under which its result is saved; "" for nowhere."""
        return result_key(self.result) if self.result else ""

    @cached_property
    def address(self) -> Address:
        """Where it goes, with the environment's globals put in."""
        return resolved(self.url, self.project)

    @property
    def to_cht(self) -> bool:
        """Whether it calls the CHT: a path that only the CHT has, or the host of a global that is called after it."""
        return self.address.is_cht_path or self.address.host in self.project.cht_hosts

    @property
    def looks_up_contacts(self) -> bool:
        """Whether it asks the CHT who has a phone number."""
        return "contacts-by-phone" in self.address.path

    def header(self, name: str) -> str | None:
        """The value of a header, whose name has any letter case; None where it is not sent."""
        return next((a_text(it) for key, it in self.headers.items() if key.lower() == name.lower()), None)

    def complaint(self, message: str, key: str = "url", **more: Unpack[More]) -> Complaint:
        """A complaint about one of its properties; `more` as in `More`."""
        return self.flow.complaint(message, *self.action.steps, key, **more)

    def about_header(self, message: str, name: str, value: str) -> Complaint:
        """A complaint about a header that is missing or wrong, with its value to write."""
        if self.headers and all(key == name or key.lower() != name.lower() for key in self.headers):
            return self.flow.complaint(message, *self.action.steps, "headers", name, fix=value)
        others: JsonObject = {k: it for k, it in self.headers.items() if k.lower() != name.lower()}
        return self.complaint(message, "headers", fix={**others, name: value})


def calls(flow: Flow, project: Project) -> Iterator[Call]:
    """Every call of a flow."""
    return (Call(flow, node, action, project) for node, action in flow.doing("call_webhook"))
