"""A node of a flow as rules look at it: read-only views over the definition, tolerant of what is missing."""

from typing import Unpack

from flowops.model.json import Json, JsonObject, a_text, an_object, objects, texts
from flowops.model.label import node_label
from flowops.rules.complaint import Complaint, Home, More
from flowops.rules.lines import Steps

_MESSAGES = ("send_msg", "say_msg")
# In voice flows digits and menus are questions too; a wait for a dialled phone or a recording asks nobody
_QUESTIONS = ("msg",)


class Action:
    """One action: its body, and where it stands in its flow."""

    __slots__ = ("body", "steps", "type", "uuid")

    def __init__(self, body: JsonObject, steps: Steps) -> None:
        self.body = body
        self.steps = steps
        self.type = a_text(body.get("type"))
        self.uuid = a_text(body.get("uuid"))

    def text(self, key: str) -> str:
        """The text under a key; "" where there is none."""
        return a_text(self.body.get(key))


class Case:
    """One test of a router."""

    __slots__ = ("arguments", "body", "category", "index", "type", "uuid")

    def __init__(self, index: int, body: JsonObject) -> None:
        self.index = index
        self.body = body
        self.uuid = a_text(body.get("uuid"))
        self.type = a_text(body.get("type"))
        self.arguments = tuple(texts(body.get("arguments")))
        self.category = a_text(body.get("category_uuid"))


class Category:
    """One outcome of a router and where it leads."""

    __slots__ = ("body", "destination", "exit", "index", "name", "uuid")

    def __init__(self, index: int, body: JsonObject, destinations: dict[str, str]) -> None:
        self.index = index
        self.body = body
        self.uuid = a_text(body.get("uuid"))
        self.name = a_text(body.get("name"))
        self.exit = a_text(body.get("exit_uuid"))
        self.destination = destinations.get(self.exit, "")


class Node:
    """One node: `steps` lead to it from the root of its flow. Nearly every rule reads all of it, so it is made at once.

    actions    what it does, in order
    messages   those of them that send a message to the contact
    router     what chooses among its exits; {} where it has none
    exits      its ways out
    next       UUIDs of the nodes that it can lead to, each once; without a router only the first exit is ever taken
    categories, cases  outcomes and tests of its router, in order
    default    the category that is chosen where no case matches: "Other"
    wait       what it waits for; {} for nothing
    is_question  whether it waits for a reply
    """

    __slots__ = (
        "_home",
        "_label",
        "actions",
        "body",
        "cases",
        "categories",
        "default",
        "exits",
        "index",
        "is_question",
        "messages",
        "next",
        "router",
        "steps",
        "uuid",
        "wait",
    )

    def __init__(self, index: int, body: JsonObject, home: Home) -> None:
        self.index = index
        self.steps: Steps = ("nodes", index)
        self.body = body
        self.uuid = a_text(body.get("uuid"))
        self._home = home
        self._label = ""
        self.actions = _actions(body.get("actions"), index)
        self.messages = tuple([it for it in self.actions if it.type in _MESSAGES])
        self.exits = objects(body.get("exits"))
        self.router = router = an_object(body.get("router"))
        taken = self.exits if router else self.exits[:1]
        found = dict.fromkeys([a_text(it.get("destination_uuid")) for it in taken])
        self.next: tuple[str, ...] = tuple([uuid for uuid in found if uuid])
        self.wait: JsonObject = {}
        self.is_question = False
        self.categories: tuple[Category, ...] = ()
        self.cases: tuple[Case, ...] = ()
        self.default: Category | None = None
        if router:
            self._route(router)

    def _route(self, router: JsonObject) -> None:
        self.wait = an_object(router.get("wait"))
        self.is_question = self.wait.get("type") in _QUESTIONS
        self.cases = tuple([Case(index, it) for index, it in enumerate(objects(router.get("cases")))])
        if categories := objects(router.get("categories")):
            leads = self.destinations
            self.categories = tuple([Category(index, it, leads) for index, it in enumerate(categories)])
            self.default = self.category(a_text(router.get("default_category_uuid")))

    @property
    def label(self) -> str:
        """What a person recognises it by in the editor; only complaints have need of it."""
        if not self._label:
            self._label = node_label(self.body)
        return self._label

    @property
    def destinations(self) -> dict[str, str]:
        """UUID of an exit -> UUID of the node it leads to; "" for the end of the flow."""
        return {a_text(it.get("uuid")): a_text(it.get("destination_uuid")) for it in self.exits}

    def category(self, uuid: str) -> Category | None:
        """The category of this UUID."""
        for it in self.categories:
            if it.uuid == uuid:
                return it
        return None

    @property
    def operand(self) -> str:
        """The template that a switch tests."""
        return a_text(self.router.get("operand"))

    @property
    def result_name(self) -> str:
        """Under which its router saves the outcome; "" for nowhere."""
        return a_text(self.router.get("result_name"))

    @property
    def timeout(self) -> JsonObject:
        """After how many seconds without an answer which category is chosen; {} for never."""
        return an_object(self.wait.get("timeout"))

    @property
    def uuids(self) -> list[str]:
        """Those of its parts that can have translations: actions, categories, cases."""
        found = [it.uuid for it in self.actions]
        if self.router:
            found += [it.uuid for it in self.categories]
            found += [it.uuid for it in self.cases]
        return found

    def complaint(self, message: str, *steps: str | int, **more: Unpack[More]) -> Complaint:
        """A complaint about what stands at `steps` from the node; `more` as in `More`."""
        return self._home.complaint(message, (*self.steps, *steps), node=self.label, **more)


def _actions(listed: Json, node: int) -> tuple[Action, ...]:
    if not isinstance(listed, list):
        return ()
    return tuple(
        [
            Action(body, ("nodes", node, "actions", index))
            for index, body in enumerate(listed)
            if isinstance(body, dict)
        ]
    )
