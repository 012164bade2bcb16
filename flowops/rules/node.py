"""A node of a flow as rules look at it: read-only views over the definition, tolerant of what is missing."""

from collections.abc import Iterator
from functools import cached_property
from typing import Unpack

from flowops.model.json import JsonObject, a_text, an_object, objects, texts
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
        self.arguments = texts(body.get("arguments"))
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
    """One node: `steps` lead to it from the root of its flow."""

    def __init__(self, index: int, body: JsonObject, home: Home) -> None:
        self.index = index
        self.steps: Steps = ("nodes", index)
        self.body = body
        self.uuid = a_text(body.get("uuid"))
        self._home = home

    @cached_property
    def label(self) -> str:
        """What a person recognises it by in the editor."""
        return node_label(self.body)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """What it does, in order."""
        listed = self.body.get("actions")
        if not isinstance(listed, list):
            return ()
        return tuple(
            Action(body, (*self.steps, "actions", index))
            for index, body in enumerate(listed)
            if isinstance(body, dict)
        )

    @cached_property
    def messages(self) -> tuple[Action, ...]:
        """The messages it sends to the contact."""
        return tuple(action for action in self.actions if action.type in _MESSAGES)

    @cached_property
    def router(self) -> JsonObject:
        """What chooses among its exits; {} where it has none."""
        return an_object(self.body.get("router"))

    @cached_property
    def exits(self) -> list[JsonObject]:
        """Its ways out."""
        return objects(self.body.get("exits"))

    @cached_property
    def destinations(self) -> dict[str, str]:
        """UUID of an exit -> UUID of the node it leads to; "" for the end of the flow."""
        return {a_text(it.get("uuid")): a_text(it.get("destination_uuid")) for it in self.exits}

    @cached_property
    def next(self) -> tuple[str, ...]:
        """UUIDs of the nodes that it can lead to, each once; without a router only the first exit is ever taken."""
        taken = self.exits if self.router else self.exits[:1]
        found = (a_text(it.get("destination_uuid")) for it in taken)
        return tuple(dict.fromkeys(uuid for uuid in found if uuid))

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The outcomes of its router, in order."""
        listed = objects(self.router.get("categories"))
        return tuple(Category(index, body, self.destinations) for index, body in enumerate(listed))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The tests of its router, in order."""
        return tuple(Case(index, body) for index, body in enumerate(objects(self.router.get("cases"))))

    def category(self, uuid: str) -> Category | None:
        """The category of this UUID."""
        return next((it for it in self.categories if it.uuid == uuid), None)

    @property
    def default(self) -> Category | None:
        """What is chosen where no case matches: "Other"."""
        return self.category(a_text(self.router.get("default_category_uuid")))

    @property
    def operand(self) -> str:
        """The template that a switch tests."""
        return a_text(self.router.get("operand"))

    @property
    def result_name(self) -> str:
        """Under which its router saves the outcome; "" for nowhere."""
        return a_text(self.router.get("result_name"))

    @property
    def wait(self) -> JsonObject:
        """What it waits for; {} for nothing."""
        return an_object(self.router.get("wait"))

    @property
    def timeout(self) -> JsonObject:
        """After how many seconds without an answer which category is chosen; {} for never."""
        return an_object(self.wait.get("timeout"))

    @property
    def is_question(self) -> bool:
        """Whether it waits for a reply."""
        return self.wait.get("type") in _QUESTIONS

    @property
    def items(self) -> Iterator[tuple[JsonObject, Steps]]:
        """The parts that can have translations: actions, categories, cases."""
        yield from ((action.body, action.steps) for action in self.actions)
        yield from ((it.body, (*self.steps, "router", "categories", it.index)) for it in self.categories)
        yield from ((it.body, (*self.steps, "router", "cases", it.index)) for it in self.cases)

    def complaint(self, message: str, *steps: str | int, **more: Unpack[More]) -> Complaint:
        """A complaint about what stands at `steps` from the node; `more` as in `More`."""
        return self._home.complaint(message, (*self.steps, *steps), node=self.label, **more)
