"""A message that needs more than one SMS."""

from collections.abc import Iterator

from flowops.model.finding import Severity
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.length import estimate, least, letters, maybe_long
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import Sent
from flowops.rules.sketch import a_flow, a_node, send
from flowops.rules.sms import named


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each message, in each language, that is longer than one SMS by the estimate."""
    for it in maybe_long(project).get(flow, ()):
        if estimate(it.text, project).parts > 1:
            yield _complaint(flow, it, project)


def _complaint(flow: Flow, it: Sent, project: Project) -> Complaint:
    most, fewest = estimate(it.text, project), least(it.text)
    parts, characters = str(most.parts), str(most.characters)
    if fewest.characters < most.characters:
        characters = f"{fewest.characters} to {characters}"
    if fewest.parts < most.parts:
        parts = f"{fewest.parts} to {parts}"
    cause = ""
    if most.unicode:
        cause = f", in Unicode because of {named(letters(it.text)[:5]) or 'a global'}"
    severity: Severity = "error" if fewest.parts > project.settings.max_sms else "warning"
    return flow.complaint(
        f"{it.language} text: {characters} characters{cause}, {parts} SMS",
        *it.steps,
        text=f"{it.language}: {it.text}",
        severity=severity,
    )


def _example(text: str) -> Example:
    return Example((a_flow("ANC", a_node("Visit", send(text, "visit"))),), shown=("nodes", 0, "actions"))


_SHORT = (
    "Please come to the clinic for your visit this week. Bring your card, and tell us at once about headaches, swelling"
    " or bleeding."
)

RULE = Rule(
    id="SMS001",
    title="a message of more than one SMS",
    why="Each SMS costs, and networks may deliver the parts of a long message in any order, or not all of them. What"
    " expressions come to is assumed: `contact_name` and `expression` in `flowops.yaml`.",
    advice="Shorten it to 160 characters (70 where it needs Unicode), or send two messages.",
    severity="warning",
    check=check,
    bad=_example(f"{_SHORT} You can call the health worker of your village."),
    good=_example(_SHORT),
    practice="Flow design: one SMS",
)
