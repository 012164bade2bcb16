"""Rules about how elements fit together: a part of the literal table of `catalogue`."""

from flowops.rules.spec.sample import EXITS
from flowops.rules.spec.spec_rule import SpecRule

_GROUPS = ("nodes", 0, "actions", 1)
_ROUTER = ("nodes", 1, "router")
_WAIT = ("nodes", 1, "router", "wait")
_CASE = ("nodes", 1, "router", "cases", 0)
_NOBODY = "99999999-0000-4000-8000-000000000000"

REFUSED_LINKS = (
    SpecRule(
        "SPEC018",
        "a node's UUID that is used before",
        "Nodes, actions and exits of a flow share one set of UUIDs; a copied node needs new ones.",
        "Give the copy new UUIDs.",
        "7.4",
        ((("nodes", 1, "uuid"), EXITS[0]), (("nodes", 0, "exits", 0, "destination_uuid"), EXITS[0])),
    ),
    SpecRule(
        "SPEC019",
        "an action's UUID that is used before",
        "Nodes, actions and exits of a flow share one set of UUIDs; translations belong to an action by its UUID.",
        "Give the copy a new UUID.",
        "7.4",
        (((*_GROUPS, "uuid"), "00000020-0000-4000-8000-000000000000"),),
    ),
    SpecRule(
        "SPEC020",
        "an exit's UUID that is used before",
        "Nodes, actions and exits of a flow share one set of UUIDs; with two of a kind nobody could tell which way is meant.",
        "Give the copy a new UUID, and let its category name it.",
        "7.4",
        ((("nodes", 1, "exits"), [{"uuid": EXITS[1]}, {"uuid": EXITS[2]}, {"uuid": EXITS[2]}]),),
    ),
    SpecRule(
        "SPEC021",
        "an exit that leads to no node of the flow",
        "The node was deleted or got another UUID.",
        "Let the exit lead to a node that is there, or take its destination out to end the flow.",
        "7.4",
        ((("nodes", 0, "exits", 0, "destination_uuid"), _NOBODY),),
    ),
    SpecRule(
        "SPEC022",
        "an action that is not allowed in this type of flow",
        "say_msg and play_audio need a call, add_input_labels a message, and a flow that runs offline cannot call the web.",
        "Use another action, or another type of flow.",
        "7.4",
        (
            (
                ("nodes", 0, "actions"),
                [{"type": "say_msg", "uuid": "00000020-0000-4000-8000-000000000000", "text": "Welcome!"}],
            ),
        ),
    ),
    SpecRule(
        "SPEC023",
        "a wait that is not allowed in this type of flow",
        "A background flow waits for nobody, and only a voice flow can forward a call.",
        "Take the wait out, or use another type of flow.",
        "7.4",
        (((*_WAIT,), {"type": "dial", "phone": "@fields.phone"}),),
    ),
    SpecRule(
        "SPEC024",
        "a router without categories, or with more than 100",
        "A router always takes one of its categories; more than 100 are refused since RapidPro 10.2.",
        "Add a category, or split the router.",
        "7.4",
        ((("nodes", 0, "router"), {"type": "random", "categories": []}),),
    ),
    SpecRule(
        "SPEC025",
        "a category whose exit is not in its node",
        "A category leads to an exit of the same node; an exit of another node will not do.",
        "Let the category name an exit of its node.",
        "7.4",
        (((*_ROUTER, "categories", 0, "exit_uuid"), EXITS[0]),),
    ),
    SpecRule(
        "SPEC026",
        "a default category that is not in its router",
        "The category was deleted or got another UUID.",
        "Let default_category_uuid name a category of the router.",
        "7.4",
        (((*_ROUTER, "default_category_uuid"), _NOBODY),),
    ),
    SpecRule(
        "SPEC027",
        "a case whose category is not in its router",
        "The category was deleted or got another UUID.",
        "Let the case name a category of the router.",
        "7.4",
        (((*_CASE, "category_uuid"), _NOBODY),),
    ),
    SpecRule(
        "SPEC028",
        "a case with an unknown test",
        "The names of tests are fixed and in lower case: has_any_word, has_number_between ...",
        "Correct the name of the test.",
        "7.4",
        (((*_CASE, "type"), "has_words"),),
    ),
    SpecRule(
        "SPEC029",
        "too many cases in a router, or arguments in a case",
        "A router has at most 100 cases. A case has at most 10 arguments, 100 until RapidPro 26.2.",
        "Split the router, or put the words into one argument: has_any_word takes several, separated by spaces.",
        "10.2",
        (((*_CASE, "type"), "has_category"), ((*_CASE, "arguments"), ["a"] * 101)),
    ),
    SpecRule(
        "SPEC030",
        "a timeout without seconds, or with a category that is not in its router",
        "After that many seconds without a reply the contact goes on through that category.",
        "Let the timeout name a category of the router, and say after how many seconds.",
        "7.4",
        (((*_WAIT, "timeout", "category_uuid"), _NOBODY),),
    ),
)
