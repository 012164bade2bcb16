"""A translation that RapidPro does not see."""

from collections.abc import Iterator

from flowops.model.json import Json, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each translation that is a text and no list of texts; `--fix` makes a list of it."""
    for language, items in flow.localization.items():
        for uuid, item in items.items():
            for key, value in an_object(item).items():
                if isinstance(value, str) and not key.startswith("_"):
                    yield flow.complaint(
                        f"{language}: the translation is no list of texts, so nobody gets it",
                        *("localization", language, uuid, key),
                        text=f"{language}: {value}",
                        fix=[value],
                    )


def _example(text: Json) -> Example:
    return Example(
        (
            a_flow(
                "ANC",
                a_node("Welcome", send("Welcome!", "welcome")),
                localization={"fra": {uid("action welcome"): {"text": text}}},
            ),
        ),
        shown=("localization",),
    )


RULE = Rule(
    id="TRANS008",
    title="a translation that is no list",
    why="RapidPro reads lists of texts only: it takes this translation for missing, and sends the base text.",
    advice="Put it in brackets: `flowops lint --fix` does.",
    severity="warning",
    check=check,
    bad=_example("Bienvenue !"),
    good=_example(["Bienvenue !"]),
    fixable=True,
)
