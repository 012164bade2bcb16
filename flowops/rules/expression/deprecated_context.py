"""Something in the context of a run that RapidPro is going to drop."""

from collections.abc import Iterator, Mapping
from typing import Final

from flowops.references.expression import Lookup
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send

# Path -> what to write instead. Source: goflow 0.285, which warns of these at runtime
_OLD: Final[Mapping[tuple[str, ...], str]] = {
    ("legacy_extra",): "@webhook, @trigger.params or a result",
    ("contact", "id"): "@contact.uuid, or @contact.ref from RapidPro 10 on",
    ("contact", "tickets"): "@ticket",
    ("child", "run", "status"): "@child.status",
}
_BY_EDITOR: Final = ("child", "run", "status")  # older editors write it themselves
_ROOTS: Final = frozenset(path[0] for path in _OLD)
_KEYS: Final = frozenset(path[1] for path in _OLD if len(path) > 1)


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each look-up of a deprecated path, once in a text."""
    for spot, found in expressions(flow, lambda it: any(map(_may_be_old, it.lookups))):
        for old in dict.fromkeys(_deprecated(it.path) for it in found.lookups if _may_be_old(it)):
            if old:
                complaint = about(flow, spot, f"@{'.'.join(old)} is deprecated: use {_OLD[old]}")
                yield complaint._replace(severity="info") if old == _BY_EDITOR else complaint


def _may_be_old(lookup: Lookup) -> bool:
    """What is looked up most, contact.name and the like, is passed over at once."""
    return lookup.root in _ROOTS and (
        not lookup.keys or lookup.keys[0].name in _KEYS or lookup.root == "legacy_extra"
    )


def _deprecated(path: tuple[str, ...]) -> tuple[str, ...]:
    return next((old for old in _OLD if path[: len(old)] == old), ())


RULE = Rule(
    id="EXPR011",
    title="a deprecated part of the context",
    why="RapidPro warns of it at each run, and a later version will not have it.",
    advice="Use what took its place.",
    severity="warning",
    check=check,
    bad=Example(
        (a_flow("Report", a_node("Report", send("Case @contact.id"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Report", a_node("Report", send("Case @contact.uuid"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
