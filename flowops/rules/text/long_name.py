"""A message that a long name makes longer than it looks."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.length import estimate, is_name, pieces
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import Sent, in_lower, messages
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each message in which a long name, that nothing cuts, makes one SMS more than a name of no length would."""
    longest = project.settings.longest_name
    for it in messages(flow) if "contact" in in_lower(flow) else ():
        if _has_name(it.text):
            short = estimate(it.text, project, 0).parts
            if estimate(it.text, project, longest).parts > short:
                yield _complaint(flow, it, project, short)


def _has_name(template: str) -> bool:
    return "@" in template and "contact" in template.lower() and any(is_name(it) for it in pieces(template))


def _complaint(flow: Flow, it: Sent, project: Project, parts: int) -> Complaint:
    longest = project.settings.longest_name
    room = next(
        length for length in range(longest, -1, -1) if estimate(it.text, project, length).parts == parts
    )
    language = f"{it.language}: " if it.translated else ""
    name = f"a name of more than {room} characters" if room else "any name"
    use = f"use @contact.first_name or @(text_slice(contact.name, 0, {room}))" if room else "shorten the text"
    return flow.complaint(
        f"{language}{name} makes this {parts + 1} SMS: {use}", *it.steps, text=f"{it.language}: {it.text}"
    )


def _example(name: str) -> Example:
    text = (
        f"{name}, your visit is due. Please come to the clinic this week and bring your card. Call us if you have a"
        " headache, fever or bleeding."
    )
    return Example((a_flow("ANC", a_node("Visit", send(text, "visit"))),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="SMS004",
    title="a long name can make the message longer",
    why="A contact's name can be 128 characters long: a message that fits on paper then comes in two parts.",
    advice="Cut the name, or use the first name; `longest_name` in `flowops.yaml` says what to reckon with.",
    severity="warning",
    check=check,
    bad=_example("@contact.name"),
    good=_example("@contact.first_name"),
    practice="Flow design: truncate long names",
)
