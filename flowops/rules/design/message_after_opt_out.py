"""Messages to people who have just left."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from flowops.model.json import an_object, objects
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.leaving import means_leaving, ways_out
from flowops.rules.node import Category, Node
from flowops.rules.paths import forward, longest
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, a_node, ask, send
from flowops.rules.totals import Totals, most, questions, total


class _Known(NamedTuple):
    """Of a project: messages and questions from each node on, and the groups of its campaigns by UUID and name."""

    project: Project
    messages: Totals
    questions: Totals
    campaigns: Mapping[str, str]


def check(project: Project) -> Iterator[Complaint]:
    """Each category by which people leave and after which more than one message, a question or a campaign follows."""
    leaving = [
        (flow, node, category)
        for flow in project.flows
        for node in flow.asked
        for category in ways_out(flow, node, project.settings)
    ]
    if not leaving:
        return
    known = _Known(
        project,
        most(project, lambda node: len(node.messages)),
        questions(project),
        _campaigns(project),
    )
    for flow, node, category in leaving:
        if problem := _problem(flow, node, category, known):
            message = f'{problem} after "{category.name}"'
            yield node.complaint(message, "router", "categories", category.index)


def _problem(flow: Flow, question: Node, category: Category, known: _Known) -> str:
    region = _region(flow, category.destination)
    nodes = [flow.by_uuid[uuid] for uuid in region]
    asked = [node.uuid for node in nodes if node.is_question]
    if asked:
        out = {it.uuid for it in ways_out(flow, question, known.project.settings)}
        places = {it.destination for it in _others(question, out)}
        if any(uuid in flow.behind(place) for place in places for uuid in asked):
            return "the questions go on"
    kept = next((found for node in nodes if (found := _keeps(node, known))), "")
    return kept or _sent(flow, category.destination, region, known)


def _region(flow: Flow, start: str) -> dict[str, tuple[str, ...]]:
    """What comes before the next reply, each place before those that it leads to."""
    found: dict[str, tuple[str, ...]] = {}
    pending = [start] if start in flow.forward else []
    while pending:
        uuid = pending.pop()
        if uuid not in found:
            found[uuid] = () if flow.by_uuid[uuid].is_question else flow.forward[uuid]
            pending += found[uuid]
    return forward([start], found) if found else {}


def _others(question: Node, out: Container[str]) -> list[Category]:
    """What other replies lead to: where a way out comes there too, it is none."""
    tested = {case.category for case in question.cases}
    staying = [it for it in question.categories if it.uuid not in out]
    return [it for it in staying if it.uuid in tested] or staying


def _keeps(node: Node, known: _Known) -> str:
    """What a node does that keeps people in: a flow that asks, a group of a campaign."""
    opt_out = known.project.settings.opt_out
    for action in node.actions:
        if action.type == "enter_flow":
            flow = known.project.flow(an_object(action.body.get("flow")))
            if flow and not means_leaving(flow.name, opt_out) and total(flow, known.questions):
                return f'flow "{flow.name}" asks'
        elif action.type == "add_contact_groups":
            for group in objects(action.body.get("groups")):
                if campaign := known.campaigns.get(str(group.get("uuid")) or str(group.get("name"))):
                    return f'people get into campaign "{campaign}"'
    return ""


def _sent(flow: Flow, start: str, region: dict[str, tuple[str, ...]], known: _Known) -> str:
    """More than the one message that confirms."""
    weights = {uuid: _messages(flow.by_uuid[uuid], known) for uuid in region}
    return "messages follow" if region and longest(region, weights)[start] > 1 else ""


def _messages(node: Node, known: _Known) -> int:
    entered = (
        known.project.flow(an_object(it.body.get("flow"))) for it in node.actions if it.type == "enter_flow"
    )
    return len(node.messages) + sum(total(flow, known.messages) for flow in entered if flow)


def _campaigns(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    for campaign in project.campaigns:
        group = an_object(campaign.body.get("group"))
        found |= {str(group[key]): campaign.name for key in ("uuid", "name") if group.get(key)}
    return found


def _survey(then: str | None) -> Example:
    stop = When("Stop", ("has_any_word", ["stop"]), "Left")
    nodes = (
        ask("Age", stop, When("All Responses", None, "Thanks"), result="Age"),
        a_node("Left", send("You have left."), then=then),
        a_node("Thanks", send("Thank you! We will write again next week.")),
    )
    return Example((a_flow("Survey", *nodes),), shown=("nodes", 1))


RULE = Rule(
    id="FLOW010",
    title="messages to people who have left",
    why="Who says stop and gets more messages loses trust, and in many countries it is against the law.",
    advice="Confirm with one message, and end the flow.",
    severity="error",
    check=check,
    bad=_survey("Thanks"),
    good=_survey(None),
    practice="Flow design: opt-in or out",
)
