"""A translation that needs more SMS than the text that it translates."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.length import estimate, maybe_long
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each translation of a message with more SMS than its base, by the estimate."""
    for it in maybe_long(project).get(flow, ()):
        if it.translated:
            parts, base = estimate(it.text, project).parts, estimate(it.base, project).parts
            if parts > base:
                yield flow.complaint(
                    f"{it.language}: {parts} SMS, base: {base}", *it.steps, text=f"{it.language}: {it.text}"
                )


def _example(french: str) -> Example:
    visit = send("Your visit is due. Please come to the clinic this week, and bring your card.", "visit")
    return Example(
        (
            a_flow(
                "ANC",
                a_node("Visit", visit),
                localization={"fra": {uid("action visit"): {"text": [french]}}},
            ),
        ),
        shown=("localization", "fra"),
    )


_FRENCH = "Votre visite approche. Merci de venir au centre de santé cette semaine avec votre carnet."

RULE = Rule(
    id="SMS003",
    title="a translation of more SMS than its base",
    why="People who read this language get the message in parts, and each costs: what fits in one language has to fit in"
    " all.",
    advice="Shorten the translation; letters that SMS lack, as ê, ç or ô, more than halve the room.",
    severity="warning",
    check=check,
    bad=_example(_FRENCH.replace("Merci de venir", "Soyez prête à venir")),
    good=_example(_FRENCH),
    practice="Flow design: same length in translations",
)
