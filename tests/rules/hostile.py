"""Projects that nobody would write, made from those of the examples by breaking something in them."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from flowops import canon
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.run import finding
from tests.strategies import json_values

_WRONG: st.SearchStrategy[Any] = (
    st.sampled_from([None, "", [], {}, 0, -1, True, "x", [None], [[]], {"uuid": None}, 1e300]) | json_values
)


def projects(rules: Iterable[Rule]) -> st.SearchStrategy[Project]:
    """One of the examples of these rules with one to four places broken, as no engine has looked at it."""
    examples = [example for rule in rules for example in (rule.bad, rule.good) if not example.text]
    return st.integers(0, len(examples) - 1).flatmap(lambda number: _broken(examples[number]))


def never_raises(rules: Iterable[Rule], project: Project) -> None:
    """The law: whatever a flow holds, a rule says something about it or nothing."""
    for rule in rules:
        if rule.needs == "static" or project.environment:
            for complaint in rule.check(project):
                assert finding(rule, complaint).line >= 1


@st.composite
def _broken(draw: st.DrawFn, example: Example) -> Project:
    held: dict[str, Any] = copy.deepcopy({"flows": [*example.flows], "lists": dict(example.lists)})
    for _ in range(draw(st.integers(1, 4))):
        _break(draw, held)
    lists = {key: [it for it in listed if isinstance(it, dict)] for key, listed in _lists(held)}
    project = replace(example, flows=(), lists=lists).project()
    bodies = [it for it in _a_list(held.get("flows")) if isinstance(it, dict)]
    flows = tuple(
        Flow(File(f"flows/{index}.json", canon.dumps(body)), body) for index, body in enumerate(bodies)
    )
    return replace(project, flows=flows, whole=draw(st.booleans()))


def _lists(held: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    lists = held.get("lists")
    for key, listed in lists.items() if isinstance(lists, dict) else ():
        yield key, _a_list(listed)


def _a_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _break(draw: st.DrawFn, held: Any) -> None:
    """Another value at a place, the place gone, or what is there twice."""
    places = list(_places(held))
    if not places:
        return
    holder, key = places[draw(st.integers(0, len(places) - 1))]
    how = draw(st.sampled_from(["replace", "remove", "double"]))
    if how == "replace":
        holder[key] = copy.deepcopy(draw(_WRONG))  # which may be broken next
    elif how == "remove":
        del holder[key]
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pending = [value]
    while pending:
        holder = pending.pop()
        for key, inner in holder.items() if isinstance(holder, dict) else enumerate(holder):
            yield holder, key
            if isinstance(inner, dict | list):
                pending.append(inner)
