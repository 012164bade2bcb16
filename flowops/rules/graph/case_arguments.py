"""A test with too few or too many arguments."""

from collections.abc import Collection, Iterator, Mapping

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask

_NONE, _ONE, _TWO = (0,), (1,), (2,)
# Source: cases/tests.go of goflow 0.163 to 0.293: how many besides the operand
_COUNTS: Mapping[str, Collection[int]] = {
    **dict.fromkeys(("has_error", "has_text", "has_value", "has_number", "has_date", "has_time"), _NONE),
    **dict.fromkeys(("has_email", "has_state"), _NONE),
    **dict.fromkeys(("has_phone", "has_district"), (0, 1)),
    "has_ward": (0, 2),
    **dict.fromkeys(
        ("has_only_text", "has_phrase", "has_only_phrase", "has_any_word", "has_all_words"), _ONE
    ),
    **dict.fromkeys(("has_beginning", "has_pattern"), _ONE),
    **dict.fromkeys((f"has_number_{how}" for how in ("lt", "lte", "eq", "gte", "gt")), _ONE),
    **dict.fromkeys((f"has_date_{how}" for how in ("lt", "eq", "gt")), _ONE),
    "has_group": (1, 2),
    **dict.fromkeys(("has_number_between", "has_intent", "has_top_intent"), _TWO),
    "has_category": range(1, 101),
}


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each case whose number of arguments its test does not take."""
    for node in flow.nodes:
        for case in node.cases:
            counts = _COUNTS.get(case.type)
            given = case.body.get("arguments")
            has = len(given) if isinstance(given, list) else 0
            if counts is not None and has not in counts:
                yield node.complaint(
                    f"{case.type} needs {_needed(counts)}, has {has}: the case is skipped",
                    *("router", "cases", case.index, "arguments"),
                )


def _needed(counts: Collection[int]) -> str:
    if isinstance(counts, range):
        return "at least 1 argument"
    words = " or ".join("no" if count == 0 else str(count) for count in counts)
    return f"{words} argument{'' if max(counts) == 1 else 's'}"


def _example(*arguments: str) -> Example:
    question = ask("Weeks?", When("Weeks", ("has_number_between", [*arguments])), When("Other", None))
    return Example((a_flow("ANC", question),), shown=("nodes", 0, "router", "cases"))


RULE = Rule(
    id="GRAPH010",
    title="a case with the wrong number of arguments",
    why="RapidPro skips such a case: what should match it is taken for a wrong reply.",
    advice="Give the test as many arguments as it needs.",
    severity="error",
    check=check,
    bad=_example("1"),
    good=_example("1", "42"),
)
