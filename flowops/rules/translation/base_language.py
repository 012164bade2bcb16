"""A translation into the language that the flow is written in."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each flow that has translations into its own language."""
    if flow.localization.get(flow.language):
        yield flow.complaint(
            f"translations to {flow.language}, the language of the flow itself", "localization", flow.language
        )


def _example(language: str, text: str) -> Example:
    return Example(
        (
            a_flow(
                "ANC",
                a_node("Welcome", send("Welcome!", "welcome")),
                localization={language: {uid("action welcome"): {"text": [text]}}},
            ),
        ),
        shown=("localization",),
    )


RULE = Rule(
    id="TRANS007",
    title="a translation to the language of the flow",
    why="There are two texts for one language then, and the one that people see in the editor is not the one that is sent.",
    advice="Keep one: move the text into the node, and delete the translation.",
    severity="warning",
    check=check,
    bad=_example("eng", "Welcome to the clinic!"),
    good=_example("fra", "Bienvenue !"),
)
