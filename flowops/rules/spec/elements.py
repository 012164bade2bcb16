"""The shapes of a flow's elements and references: one literal table.

Source: the structs of goflow 0.163 to 0.293 (RapidPro 7.4 to 26.3). Actions are in `actions`.
"""

from collections.abc import Mapping

from flowops.rules.spec.actions import ACTIONS
from flowops.rules.spec.common import BOUNDED, CATEGORY, COUNTED, INTEGER, LATE, RESULT, UUID
from flowops.rules.spec.references import REFERENCES
from flowops.rules.spec.shape import ALWAYS, Field, Limit, Many, Part, Scalar, Shape, Span, Text


def _over(what: str, whose: str = "") -> str:
    return f"{whose}can't have more than {{most}} {what} (has {{has}})"


_HINTS = {
    **{name: Shape(f"A reply with {name} is expected") for name in ("audio", "image", "video", "location")},
    "digits": Shape(
        "Digits on the phone's keys are expected",
        {
            "count": Field(INTEGER, "How many"),
            "terminated_by": Field(Text(Limit(8, LATE)), "The key that ends them"),
        },
    ),
}
_TIMEOUT = Field(Part("timeout"), "What happens if nobody replies")
_WAITS = {
    "msg": Shape(
        "Waits for a reply",
        {
            "timeout": _TIMEOUT,
            "hint": Field(Part("hint", raw=True), "What kind of reply is expected"),
        },
        flows=frozenset({"messaging", "messaging_offline", "voice"}),
    ),
    "dial": Shape(
        "Forwards the call",
        {
            "timeout": _TIMEOUT,
            "phone": Field(Text(Limit(1000, LATE)), "A template: whom to call", ALWAYS),
            "dial_limit_seconds": Field(INTEGER, "How long it may ring", exists=Span(178)),
            "call_limit_seconds": Field(INTEGER, "How long the call may last", exists=Span(178)),
        },
        flows=frozenset({"voice"}),
    ),
}

_ROUTER: Mapping[str, Field] = {
    "wait": Field(Part("wait", raw=True), "What the flow waits for before it routes"),
    "result_name": Field(RESULT, "Saves which category it was"),
    "categories": Field(
        Many(Part("category"), 1, Limit(100, COUNTED), True, "SPEC024", "SPEC024", _over("categories")),
        "Where it can lead to",
        ALWAYS,
        missing="SPEC024",
    ),
}
_ROUTERS = {
    "random": Shape("Picks one of its categories by chance", _ROUTER),
    "switch": Shape(
        "Takes the category of the first case that is true",
        {
            **_ROUTER,
            "operand": Field(Text(Limit(10_000, BOUNDED)), "A template: what the cases look at", ALWAYS),
            "cases": Field(
                Many(Part("case"), 0, Limit(100, COUNTED), True, counts="SPEC029", over=_over("cases")),
                "Looked at in order",
            ),
            "default_category_uuid": Field(UUID, "The category if no case is true"),
        },
    ),
}
_TYPE = Field(Text(), "Which kind it is", ALWAYS)
# One of `patterns.TESTS`, which `structure` looks at, as the engine does
TEST = Field(Text(), "The test: has_text, has_number_between ...")

ELEMENTS: Mapping[str, Shape] = {
    "flow": Shape(
        "A flow of RapidPro",
        {
            "uuid": Field(UUID, "Names it in a workspace", ALWAYS, missing="SPEC002"),
            "name": Field(
                Text(Limit(64, COUNTED), counts="SPEC004"),
                "As people see it; unique in a workspace",
                Span(250),
                missing="SPEC002",
            ),
            "spec_version": Field(Text(), "The version of the flow format", ALWAYS, missing="SPEC002"),
            "language": Field(
                Text(pattern="language", since=198),
                "Three letters (ISO 639-3): of the texts in its nodes",
                ALWAYS,
                missing="SPEC005",
            ),
            "type": Field(Text(pattern="flow type"), "Where it can run", ALWAYS, missing="SPEC006"),
            "revision": Field(INTEGER, "Counts how often it was saved"),
            "expire_after_minutes": Field(INTEGER, "A contact who does not reply for that long leaves it"),
            "localization": Field(Scalar("any"), "Language -> UUID of an action, case or category -> texts"),
            "nodes": Field(
                Many(
                    Part("node"),
                    0,
                    Limit(1000, COUNTED),
                    True,
                    counts="SPEC007",
                    over=_over("nodes", "flow "),
                ),
                "The first is the entry",
            ),
            "_ui": Field(Scalar("any"), "What the editor remembers: positions, notes"),
        },
    ),
    "node": Shape(
        "One box of the flow: actions, then perhaps a router, then exits",
        {
            "uuid": Field(UUID, "Names it; contacts wait at it", ALWAYS),
            "actions": Field(
                Many(
                    Part("action"),
                    0,
                    Limit(100, COUNTED),
                    True,
                    counts="SPEC017",
                    over=_over("actions", "node "),
                ),
                "Done in order",
            ),
            "router": Field(Part("router", raw=True), "Decides which exit is taken"),
            "exits": Field(
                Many(
                    Part("exit"), 1, Limit(100, COUNTED), True, "SPEC016", "SPEC017", _over("exits", "node ")
                ),
                "Without a router, the first is taken",
                ALWAYS,
                missing="SPEC016",
            ),
        },
    ),
    "exit": Shape(
        "A way out of a node",
        {
            "uuid": Field(UUID, "Names it", ALWAYS),
            "destination_uuid": Field(UUID, "The node that follows; without it the flow ends"),
        },
    ),
    "category": Shape(
        "An outcome of a router",
        {
            "uuid": Field(UUID, "Names it", ALWAYS),
            "name": Field(CATEGORY, "As results and people call it", Span(226)),
            "exit_uuid": Field(UUID, "The exit of this node that it takes", ALWAYS),
        },
    ),
    "case": Shape(
        "A test of the operand",
        {
            "uuid": Field(Text(), "Names it in translations"),
            "type": TEST,
            "arguments": Field(
                Many(
                    Text(), 0, Limit(10, 277, Limit(100, COUNTED)), counts="SPEC029", over=_over("arguments")
                ),
                "Templates that the operand is compared to",
            ),
            "category_uuid": Field(Text(), "The category where it is true"),
        },
    ),
    "timeout": Shape(
        "What happens if nobody replies",
        {
            "seconds": Field(INTEGER, "After how long", ALWAYS, missing="SPEC030"),
            "category_uuid": Field(UUID, "The category that is taken then", ALWAYS),
        },
    ),
    "action": Shape("Something that a node does", {"type": _TYPE}, variants=ACTIONS, unknown="SPEC013"),
    "router": Shape("Decides which exit is taken", {"type": _TYPE}, variants=_ROUTERS, unknown="SPEC014"),
    "wait": Shape("What the flow waits for", {"type": _TYPE}, variants=_WAITS, unknown="SPEC015"),
    "hint": Shape("What kind of reply is expected", {"type": _TYPE}, variants=_HINTS, unknown="SPEC015"),
}

SHAPES: Mapping[str, Shape] = {**ELEMENTS, **REFERENCES}
