"""A message that typographic signs make dearer."""

from collections.abc import Iterator

from flowops.references import expressions
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.length import estimate, letters, plain
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import Sent, messages
from flowops.rules.sketch import a_flow, a_node, send
from flowops.rules.sms import SUBSTITUTES, named


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each message that needs fewer SMS with plain quotes, dashes and spaces; `--fix` writes these."""
    for it in messages(flow):
        if not it.text.isascii() and letters(it.text):
            yield from _complaints(flow, it, project)


def _complaints(flow: Flow, it: Sent, project: Project) -> Iterator[Complaint]:
    signs = [sign for sign in letters(it.text) if sign in SUBSTITUTES]
    mended = plain(it.text)
    before, after = estimate(it.text, project), estimate(mended, project)
    same = list(expressions(it.text)) == list(expressions(mended))
    if after.parts < before.parts and same:
        language = f"{it.language}: " if it.translated else ""
        yield flow.complaint(
            f"{language}{named(signs)} {'makes' if len(signs) == 1 else 'make'} this {before.parts} SMS instead of"
            f" {after.parts}",
            *it.steps,
            text=f"{it.language}: {it.text}",
            fix=mended,
        )


def _example(text: str) -> Example:
    return Example((a_flow("ANC", a_node("Visit", send(text, "visit"))),), shown=("nodes", 0, "actions"))


_TEXT = "Don't forget your visit this week: it is good for you and your baby. Please bring your card."

RULE = Rule(
    id="SMS002",
    title="typographic signs that make a message dearer",
    why="One curly quote, long dash or no-break space makes a whole message Unicode: then an SMS holds 70 characters"
    " instead of 160.",
    advice="Write plain quotes, dashes and spaces: `flowops lint --fix` does.",
    severity="warning",
    check=check,
    bad=_example(_TEXT.replace("'", "\u2019")),
    good=_example(_TEXT),
    practice="Flow design: one SMS",
    fixable=True,
)
