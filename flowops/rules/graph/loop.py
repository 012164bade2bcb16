"""A loop in which nobody is asked anything."""

from collections.abc import Iterator, Mapping

from flowops.model.json import a_text, an_object
from flowops.references import result_key
from flowops.rules.circle import circles
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send, split


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each set of nodes that lead to each other without a wait, unless something counts the rounds."""
    leaving = {node.uuid for node, action in flow.doing("enter_flow") if _leaves(action, project)}
    runs_on = {node.uuid: node for node in flow.reachable if not node.wait and node.uuid not in leaving}
    if not _goes_back(flow, runs_on):
        return
    edges = {uuid: node.next for uuid, node in runs_on.items()}
    for circle in circles(edges):
        nodes = [runs_on[uuid] for uuid in circle]
        if not _counts(nodes):
            length = f"loop of {len(nodes)} nodes" if len(nodes) > 1 else "node leads to itself"
            yield nodes[0].complaint(
                f"{length} without a question: the engine stops after 100 steps", "exits"
            )


def _leaves(action: Action, project: Project) -> bool:
    """Whether a run stops at it: it enters a flow that ends this one, asks something, or is not known."""
    return action.body.get("terminal") is True or _asks(action, project)


def _goes_back(flow: Flow, nodes: Mapping[str, Node]) -> bool:
    """Whether a step between these is one back, as every loop has one; mostly none is."""
    for uuid, node in nodes.items():
        ahead = flow.forward[uuid]
        if len(ahead) < len(node.next) and any(it in nodes and it not in ahead for it in node.next):
            return True
    return False


def _asks(action: Action, project: Project) -> bool:
    entered = project.flow(an_object(action.body.get("flow")))
    return entered is None or any(node.wait for node in entered.nodes) or any(entered.doing("enter_flow"))


def _counts(nodes: list[Node]) -> bool:
    """Whether the loop sets something that one of its splits looks at: then it can come to an end."""
    kept = {key for node in nodes for action in node.actions if (key := _kept(action))}
    looked_at = " ".join(node.operand for node in nodes).lower()
    return any(key in looked_at for key in kept)


_KEPT: Mapping[str, tuple[str, str]] = {
    "set_run_result": ("results", "name"),
    "set_run_local": ("locals", "local"),
    "set_contact_field": ("fields", "field"),
}


def _kept(action: Action) -> str:
    """What an action sets, as expressions look it up: "results.tries"; "" where it sets nothing."""
    root, key = _KEPT.get(action.type, ("", ""))
    value = action.body.get(key)
    name = a_text(value) or a_text(an_object(value).get("key"))
    return f"{root}.{result_key(name) if root == 'results' else name.lower()}" if name else ""


_REMIND = a_node("Remind", send("Please come to the clinic."), then="Coming?")
_CASES = (When("Yes", ("has_text", [])), When("Other", None, "Remind"))

RULE = Rule(
    id="GRAPH005",
    title="a loop without a question",
    why="A run goes round without waiting for anybody: up to 100 messages (250 on a server) in one second, then it fails.",
    advice="Let it wait for a reply somewhere in the loop, or count the rounds in a result and leave by it.",
    severity="error",
    check=check,
    bad=Example((a_flow("ANC", _REMIND, split("Coming?", "@fields.visit", *_CASES)),), shown=("nodes", 1)),
    good=Example((a_flow("ANC", _REMIND, ask("Coming?", *_CASES)),), shown=("nodes", 1)),
)
