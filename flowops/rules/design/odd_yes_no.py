"""A yes/no question whose numbers mean something else than elsewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Category, Node
from flowops.rules.project import Project
from flowops.rules.reply import outcome
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, ask

_DIGITS = "0123456789"


class _Answers(NamedTuple):
    """A yes/no question, and the digits that its two categories take."""

    flow: Flow
    node: Node
    yes: Category
    no: Category
    means_yes: str
    means_no: str


def check(project: Project) -> Iterator[Complaint]:
    """Each whose "No" takes another digit than 0, or whose "Yes" takes 0."""
    asked = [
        found for flow in project.flows for node in flow.asked if (found := _answers(flow, node, project))
    ]
    usual = next((it for it in asked if "0" in it.means_no), None)
    for it in asked:
        odd = it.means_no.replace("0", "")
        if odd or "0" in it.means_yes:
            said = f"{odd[0]}={it.no.name}" if odd else f"0={it.yes.name}"
            category = it.no if odd else it.yes
            yield it.node.complaint(
                _message(it, said, usual), "router", "categories", category.index, text=it.node.label
            )


def _message(it: _Answers, said: str, usual: _Answers | None) -> str:
    if usual is None or usual.flow is it.flow:
        return f"uses {said}: by custom 0 is no, and 1 is yes"
    return f"'{it.flow.name}' uses {said} while '{usual.flow.name}' uses 0={usual.no.name}"


def _answers(flow: Flow, node: Node, project: Project) -> _Answers | None:
    if not node.cases:
        return None
    yes, no = _named(node, project.settings.yes_names), _named(node, project.settings.no_names)
    if yes is None or no is None:
        return None
    taken = {digit: found.category for digit in _DIGITS if (found := outcome(flow, node, digit)).case}

    def digits(category: Category) -> str:
        return "".join(digit for digit, it in taken.items() if it is category)

    return _Answers(flow, node, yes, no, digits(yes), digits(no))


def _named(node: Node, names: tuple[str, ...]) -> Category | None:
    return next((it for it in node.categories if it.name.strip().lower() in names), None)


def _question(no: str) -> Example:
    whens = (
        When("Yes", ("has_any_word", ["1 yes"])),
        When("No", ("has_any_word", [f"{no} no"])),
        When("Other", None),
    )
    return Example((a_flow("ANC", ask("Will you go?", *whens)),), shown=("nodes", 0, "router", "cases"))


RULE = Rule(
    id="FLOW015",
    title="yes and no by other numbers than usual",
    why="People who have learnt 0=No and 1=Yes answer the wrong way, and nobody notices.",
    advice="Use 1=Yes and 0=No in every flow.",
    severity="warning",
    check=check,
    bad=_question("2"),
    good=_question("0"),
    practice="Messages: standard logic",
)
