"""Quick replies of which a translation has more or fewer."""

from collections.abc import Iterator

from flowops.model.json import Json, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import listed, translation
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each message whose translated quick replies are not as many as its own."""
    for _, action in flow.doing("send_msg", "send_broadcast") if flow.localization else ():
        for language, items in flow.localization.items():
            item = an_object(items.get(action.uuid))
            given = translation(item["quick_replies"]) if "quick_replies" in item else []
            base = listed(action.body.get("quick_replies")) if given else []
            if given and len(given) != len(base):
                yield flow.complaint(
                    f"{language}: {len(given)} quick replies, base: {len(base)}",
                    *("localization", language, action.uuid, "quick_replies"),
                    text=f"{language}: {' | '.join(given)}",
                )


def _example(*french: str) -> Example:
    welcome = send("Coming?", "ask", quick_replies=["Yes", "No"])
    localization: Json = {
        "fra": {uid("action ask"): {"text": ["Viendrez-vous ?"], "quick_replies": [*french]}}
    }
    return Example(
        (a_flow("ANC", a_node("Ask", welcome), localization=localization),), shown=("localization",)
    )


RULE = Rule(
    id="TRANS011",
    title="quick replies of another number in a translation",
    why="A translation replaces the whole list: people of this language can choose among other answers.",
    advice="Translate each quick reply, in the same order.",
    severity="info",
    check=check,
    bad=_example("Oui"),
    good=_example("Oui", "Non"),
)
