"""A result that is looked up and that nothing saves."""

from collections.abc import Iterable, Iterator

from flowops.references import Reference, closest
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each look-up in results of this run, of the parent or of the child, where it is known what these save."""
    for reference in flow.references:
        if reference.kind != "result" or reference.definition or reference.dynamic or reference.span is None:
            continue
        keys = _saved(flow, reference.scope, project)
        if keys is not None and reference.name not in keys:
            scope = f"{reference.scope}." if reference.scope else ""
            prefix = f"{reference.language}: " if reference.language else ""
            hint = _hint(reference, keys, flow, project)
            yield flow.complaint(
                f'{prefix}nothing saves the result "{reference.written}" of @{scope}results{hint}',
                *reference.steps,
            )


def _saved(flow: Flow, scope: str, project: Project) -> frozenset[str] | None:
    """Keys of the results of a run; None where not all the flows that may be meant are known."""
    if scope == "":
        return flow.results
    if scope == "parent":
        parents = project.entered_by.get(flow.uuid, ())
        return _of(parents) if project.whole and parents else None
    children = project.entered.get(flow.uuid, ())
    calls = sum(1 for _ in flow.doing("enter_flow"))
    known = sum(1 for _, action in flow.doing("enter_flow") if project.means(action))
    return _of(children) if children and known == calls else None


def _of(flows: Iterable[Flow]) -> frozenset[str]:
    return frozenset(key for flow in flows for key in flow.results)


def _hint(reference: Reference, keys: frozenset[str], flow: Flow, project: Project) -> str:
    near = closest(reference.name, sorted(keys))
    if near:
        return f'; did you mean "{near[0]}"?'
    for scope in ("parent", "child") if not reference.scope else ():
        if reference.name in (_saved(flow, scope, project) or ()):
            return f": write @{scope}.results.{reference.written}"
    return ""


def _asking(text: str) -> Example:
    asked = ask("Symptom", When("All", None, "Thanks"), result="Symptom")
    return Example((a_flow("Symptoms", asked, a_node("Thanks", send(text))),), shown=("nodes",))


RULE = Rule(
    id="EXPR008",
    title="a result that nothing saves",
    why="It is always empty: the contact reads a gap, and a split takes its Other category.",
    advice="Correct the name, or save the result; a sub-flow has results of its own: @child.results, @parent.results.",
    severity="warning",
    check=check,
    bad=_asking("You have: @results.synptom"),
    good=_asking("You have: @results.symptom"),
)
