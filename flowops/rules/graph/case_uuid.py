"""A case that translations cannot find."""

from collections.abc import Iterator

from flowops.model.json import Json, JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.graph.identity import WELL_FORMED, shared
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each case without a UUID, with one that is malformed, or with one that something else has."""
    for node in flow.nodes:
        for case in node.cases:
            if not WELL_FORMED.fullmatch(case.uuid):
                lack = "a malformed UUID" if case.uuid else "no UUID"
                place = ("router", "cases", case.index, *(("uuid",) if case.uuid else ()))
                yield node.complaint(
                    f"case {case.index + 1} ({case.type}) has {lack}: its words cannot be translated", *place
                )
    for case_, other in shared(flow, "case"):
        yield case_.node.complaint(
            f"{case_.called} has the same UUID as {other.called}", *case_.steps, "uuid"
        )


def _flow(uuid: Json) -> Example:
    case: JsonObject = {
        "type": "has_any_word",
        "arguments": ["yes"],
        "category_uuid": uid("category Coming? Yes"),
    }
    if uuid:
        case["uuid"] = uuid
    question = ask("Coming?", When("Yes", ("has_any_word", ["yes"])), When("Other", None))
    router = question["router"]
    if isinstance(router, dict):
        router["cases"] = [case]
    return Example((a_flow("ANC", question),), shown=("nodes", 0, "router", "cases"))


RULE = Rule(
    id="GRAPH008",
    title="a case without a UUID of its own",
    why="The words that a case accepts are translated under its UUID: without one, a reply in another language never matches.",
    advice="Give the case a UUID of its own: version 4, in lower case.",
    severity="warning",
    check=check,
    bad=_flow(None),
    good=_flow(uid("case Coming? Yes")),
)
