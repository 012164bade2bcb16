"""Translations of what is not there any more."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text, an_object, objects
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """For each language the translations under a UUID that no action, category or case has."""
    parts = _templating(flow) if flow.localization else set()
    for language, items in flow.localization.items():
        orphans = [uuid for uuid in items if uuid not in flow.owners and uuid not in parts]
        if orphans:
            count = "1 orphaned translation" if len(orphans) == 1 else f"{len(orphans)} orphaned translations"
            yield flow.complaint(
                f"{language}: {count}",
                *("localization", language, orphans[0]),
                text=f"{language}: orphaned translations",
            )


def _templating(flow: Flow) -> set[str]:
    """UUIDs of the parts of message templates, which had translations until spec 13.5."""
    found = {""}
    for _, action in flow.doing("send_msg"):
        if templating := an_object(action.body.get("templating")):
            for it in (templating, *objects(templating.get("components"))):
                found.add(a_text(it.get("uuid")))
    return found


def _example(**french: JsonObject) -> Example:
    items: JsonObject = {uid(f"action {name}"): it for name, it in french.items()}
    return Example(
        (a_flow("ANC", a_node("Welcome", send("Welcome!", "welcome")), localization={"fra": items}),),
        shown=("localization",),
    )


RULE = Rule(
    id="TRANS006",
    title="a translation of nothing",
    why="What it translated was deleted, or got a new UUID: then the text that replaced it is not translated.",
    advice="Move the translation to the text that it belongs to, or delete it.",
    severity="warning",
    check=check,
    bad=_example(welcome={"text": ["Bienvenue !"]}, gone={"text": ["Au revoir !"]}),
    good=_example(welcome={"text": ["Bienvenue !"]}),
)
