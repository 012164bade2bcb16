"""Two categories of one split by one name."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each category whose name, ignoring case, another one before it has."""
    for node in flow.nodes:
        seen: set[str] = set()
        for category in node.categories:
            name = category.name.strip().casefold()
            if name and name in seen:
                yield node.complaint(
                    f'two categories named "{category.name}"', "router", "categories", category.index, "name"
                )
            seen.add(name)


_MATCHES = When("Yes", ("has_any_word", ["yes"])), When("No", ("has_any_word", ["no"])), When("Other", None)


def _flow(*names: str) -> Example:
    """The same question with these names."""
    question = ask("Coming?", *_MATCHES)
    router = question["router"]
    categories = router["categories"] if isinstance(router, dict) else []
    for category, name in zip(categories if isinstance(categories, list) else (), names, strict=True):
        if isinstance(category, dict):
            category["name"] = name
    return Example((a_flow("ANC", question),), shown=("nodes", 0, "router", "categories"))


RULE = Rule(
    id="GRAPH006",
    title="two categories of one name",
    why="Results, analytics and later splits know a category by its name: what these two stand for can no longer be told apart.",
    advice="Rename one of them, or make one category of both.",
    severity="warning",
    check=check,
    bad=_flow("Yes", "Yes", "Other"),
    good=_flow("Yes", "No", "Other"),
)
