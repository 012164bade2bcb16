"""Translations that nobody ever gets."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action, send, uid


def check(project: Project) -> Iterator[Complaint]:
    """Each flow with several languages, where no flow of the whole project sets the contact's language."""
    if not project.whole or any(any(flow.doing("set_contact_language")) for flow in project.flows):
        return
    for flow in project.flows:
        translated = {code for code, items in flow.localization.items() if items}
        languages = {flow.language, *translated} - {"und"}
        if len(languages) > 1:
            yield flow.complaint(
                f"{len(languages)} languages, but no flow sets the contact's language",
                "localization",
                text="no flow sets the contact's language",
            )


_FLOW = a_flow(
    "ANC",
    a_node("Welcome", send("Welcome!", "welcome")),
    localization={"fra": {uid("action welcome"): {"text": ["Bienvenue !"]}}},
)
_CHOICE = a_flow("Language", a_node("French", an_action("set_contact_language", "french", language="fra")))

RULE = Rule(
    id="TRANS002",
    title="several languages, but nobody can choose one",
    why="RapidPro takes the language of the contact: as long as nothing sets it, everybody gets the first one.",
    advice="Ask for the language at registration and set it; waive this where the CHT sets it.",
    severity="warning",
    check=check,
    bad=Example((_FLOW,)),
    good=Example((_FLOW, _CHOICE)),
    practice="Messages: language first",
)
