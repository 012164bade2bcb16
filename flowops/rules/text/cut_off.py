"""A text that RapidPro cuts."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.length import pieces
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import Sent, messages, sent
from flowops.rules.sketch import a_flow, a_node, send

_MESSAGE, _REPLY = 4096, 64  # characters (Unicode code points)
_MARKUP = ("<location>", "<form>", "<url>")  # of quick replies since 2025: not counted


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each message and quick reply that is too long even where its expressions come to nothing."""
    for it in sent(flow):
        if len(it.text) <= _REPLY:
            continue
        if it.key == "quick_replies":
            what = f"the quick reply is cut to {_REPLY} characters" if _length(_reply(it)) > _REPLY else ""
        elif len(it.text) > _MESSAGE and it in messages(flow) and _length(it.text) > _MESSAGE:
            what = f"the message is longer than the {_MESSAGE} characters that RapidPro keeps"
        else:
            what = ""
        if what:
            language = f"{it.language}: " if it.translated else ""
            yield flow.complaint(language + what, *it.steps, text=it.text[:80])


def _length(template: str) -> int:
    return sum(len(piece.text) for piece in pieces(template) if piece.literal)


def _reply(it: Sent) -> str:
    """What can be read on the button."""
    text = it.text.partition("<extra>")[0]
    for markup in _MARKUP:
        text = text.removeprefix(markup)
    return text


def _example(reply: str) -> Example:
    ask = send("Will you come?", quick_replies=["Yes", reply])
    return Example((a_flow("ANC", a_node("Ask", ask)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="SMS005",
    title="a text that RapidPro cuts",
    why="What is too long is cut in the middle of a sentence, and a reply that was cut matches no case.",
    advice="Shorten it.",
    severity="warning",
    check=check,
    bad=_example("No, I can not come this week because it is too far away for me to walk"),
    good=_example("No, it is too far"),
)
