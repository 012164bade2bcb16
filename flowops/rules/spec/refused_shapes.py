"""Rules about what elements are made of: a part of the literal table of `catalogue`."""

from flowops.rules.spec.sample import CATEGORIES, EXITS, GONE
from flowops.rules.spec.spec_rule import SpecRule

_SEND = ("nodes", 0, "actions", 0)
_ROUTER = ("nodes", 1, "router")
_WAIT = ("nodes", 1, "router", "wait")

REFUSED_SHAPES = (
    SpecRule(
        "SPEC001",
        "a value of the wrong JSON type",
        "The engine cannot read a number where it needs a string, or an object where it needs a list.",
        "Write the value in the type that the key needs.",
        "7.4",
        (((*_SEND, "text"), 5),),
    ),
    SpecRule(
        "SPEC002",
        "a flow without uuid, name or spec_version",
        "These three are read first: without them the engine does not know what the rest is. It does without a name until RapidPro 10.2.",
        "Export the flow again, or add what is missing.",
        "7.4",
        ((("uuid",), GONE),),
    ),
    SpecRule(
        "SPEC003",
        "a flow spec version that the target cannot read",
        "RapidPro migrates older flows to its own version, but it cannot go back: a flow of a newer version is refused.",
        "Export the flow from a workspace that is no newer than the target.",
        "7.4",
        ((("spec_version",), "15.0.0"),),
    ),
    SpecRule(
        "SPEC004",
        "a flow name of more than 64 characters",
        "Names are measured in characters, whatever their bytes.",
        "Shorten the name.",
        "10.2",
        ((("name",), "R" * 65),),
    ),
    SpecRule(
        "SPEC005",
        "a flow without a language that RapidPro knows",
        "The language is a code of three letters (ISO 639-3): eng, not en. Until RapidPro 9.0 any text will do.",
        "Write the code of three letters.",
        "7.4",
        ((("language",), ""),),
    ),
    SpecRule(
        "SPEC006",
        "an unknown flow type",
        "It decides which actions and waits may stand in the flow: messaging, messaging_background, messaging_offline or voice.",
        "Use one of the four types.",
        "7.4",
        ((("type",), "sms"),),
    ),
    SpecRule(
        "SPEC007",
        "more than 1000 nodes",
        "The engine refuses larger flows so that reading one stays quick.",
        "Move a part into a flow of its own and enter it.",
        "10.2",
        (
            (
                ("nodes",),
                [
                    {
                        "uuid": f"{at:08x}-1111-4000-8000-000000000000",
                        "exits": [{"uuid": f"{at:08x}-2222-4000-8000-000000000000"}],
                    }
                    for at in range(1001)
                ],
            ),
        ),
    ),
    SpecRule(
        "SPEC008",
        "editor data of more than 256 KiB",
        "`_ui` holds positions and notes; it is never run, but it is stored with each version of the flow.",
        "Delete sticky notes, or move a part into a flow of its own.",
        "26.3",
        ((("_ui",), {"notes": "n" * 262_144}),),
    ),
    SpecRule(
        "SPEC009",
        "null as a node, exit, action, category or case",
        "Such a list must hold objects. Some releases of the engine crash at a null instead of refusing it.",
        "Take the null out of the list.",
        "7.4",
        (
            (
                (*_ROUTER, "categories"),
                [
                    {"uuid": CATEGORIES[0], "name": "Yes", "exit_uuid": EXITS[1]},
                    {"uuid": CATEGORIES[1], "name": "Other", "exit_uuid": EXITS[2]},
                    None,
                ],
            ),
        ),
    ),
    SpecRule(
        "SPEC010",
        "router, wait or hint that is null",
        "Elsewhere null means that something is not there, but these three the engine tries to read.",
        "Take the key out.",
        "7.4",
        ((("nodes", 0, "router"), None),),
    ),
    SpecRule(
        "SPEC011",
        "a required key that is missing or empty",
        "What is required must also hold something: an empty text, zero and null count as missing, an empty list does not.",
        "Fill it in, or delete the element.",
        "7.4",
        (((*_SEND, "text"), ""),),
    ),
    SpecRule(
        "SPEC012",
        "a malformed UUID",
        "RapidPro 10.1 and older want lower case and version 4, later ones lower case, those since 26.3 any hexadecimal digits.",
        "Let RapidPro or `uuidgen` make UUIDs, in lower case.",
        "7.4",
        (((*_SEND, "uuid"), "welcome"),),
    ),
    SpecRule(
        "SPEC013",
        "an action type that the target does not know",
        "New actions come with new releases: call_llm and set_run_local need RapidPro 10.2, request_optin needs 9.0.",
        "Correct the type, or do without the action until the target is upgraded.",
        "7.4",
        (((*_SEND, "type"), "send_sms"),),
    ),
    SpecRule(
        "SPEC014",
        "an unknown router type",
        "A router is of type switch (it tests something) or random.",
        "Use switch or random.",
        "7.4",
        (((*_ROUTER, "type"), "group"),),
    ),
    SpecRule(
        "SPEC015",
        "an unknown type of wait or hint",
        "A wait is msg or dial; a hint is audio, image, video, location or digits.",
        "Use one of these types.",
        "7.4",
        (((*_WAIT, "hint", "type"), "picture"),),
    ),
    SpecRule(
        "SPEC016",
        "a node without exits",
        "Every node has at least one exit, also where the flow ends: then without a destination.",
        "Add an exit without a destination.",
        "7.4",
        ((("nodes", 0, "exits"), []),),
    ),
    SpecRule(
        "SPEC017",
        "more than 100 actions or 100 exits in a node",
        "The engine refuses larger nodes so that reading a flow stays quick.",
        "Split the node.",
        "10.2",
        ((("nodes", 0, "exits"), [{"uuid": f"{at:08x}-2222-4000-8000-000000000000"} for at in range(101)]),),
    ),
)
