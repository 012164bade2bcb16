"""A reply that starts another flow."""

from collections.abc import Iterator, Mapping

from flowops.model.finding import Severity
from flowops.model.json import JsonObject, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.keyword import Start, starts
from flowops.rules.leaving import means_leaving
from flowops.rules.node import Case, Node
from flowops.rules.project import Project
from flowops.rules.reply import WORDED, arguments, outcome
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, ask, uid
from flowops.rules.words import words

_SHORT = 3  # characters of a reply that people give without thinking of a keyword


def check(project: Project) -> Iterator[Complaint]:
    """Each keyword that a case of a question waits for, but for those by which people leave."""
    opt_out = project.settings.opt_out
    found = {word: start for word, start in starts(project).items() if not means_leaving(word, opt_out)}
    for flow in project.flows if found else ():
        if flow.type == "messaging":
            yield from (it for node in flow.asked for it in _of_question(project, flow, node, found))


def _of_question(project: Project, flow: Flow, node: Node, found: Mapping[str, Start]) -> Iterator[Complaint]:
    told: set[str] = set()
    for word, case in _accepted(flow, node, found):
        start = found[word]
        if word in told or _leads_there(project, flow, node, case, start):
            continue
        told.add(word)
        message = f'reply "{word}" starts "{start.flow}" (unless this flow ignores triggers: not visible to flowops)'
        yield node.complaint(message, "router", "cases", case.index, severity=_severity(word, start))


def _accepted(flow: Flow, node: Node, found: Mapping[str, Start]) -> Iterator[tuple[str, Case]]:
    """The keywords that a case takes, in any language."""
    for case in node.cases:
        if case.type not in WORDED:
            continue
        for language in ("", *flow.localization):
            said = (word for text in arguments(flow, case, language) for word in words(text))
            for word in dict.fromkeys(said):
                if word in found and outcome(flow, node, word, language).case:
                    yield word, case


def _leads_there(project: Project, flow: Flow, node: Node, case: Case, start: Start) -> bool:
    """Whether the reply leads to the flow that the keyword starts anyway."""
    started = project.flow({"uuid": start.uuid, "name": start.flow})
    category = node.category(case.category)
    further = flow.by_uuid.get(category.destination) if category else None
    entered = (
        project.flow(an_object(action.body.get("flow")))
        for action in (further.actions if further else ())
        if action.type == "enter_flow"
    )
    return started is not None and any(it is started for it in entered)


def _severity(word: str, start: Start) -> Severity:
    """Less sure for a word that people know as a keyword, and for a keyword of some contacts only."""
    return "error" if len(word) <= _SHORT and not start.some else "warning"


def _programme(*words: str) -> Example:
    menu = a_flow("Menu", uuid=uid("flow Menu"))
    question = ask("Will you go?", When("Yes", ("has_any_word", [" ".join(words)])), When("Other", None))
    trigger: JsonObject = {
        "trigger_type": "K",
        "keywords": ["1", "menu"],
        "flow": {"uuid": uid("flow Menu"), "name": "Menu"},
    }
    return Example(
        (a_flow("ANC", question), menu),
        {"triggers": [trigger]},
        shown=("nodes", 0, "router", "cases"),
    )


RULE = Rule(
    id="FLOW017",
    title="a reply that is also a keyword",
    why="RapidPro looks at keywords first: the reply starts the other flow, and this one is interrupted.",
    advice='Use another keyword or another reply, or let this flow ignore triggers ("Ignore keyword triggers").',
    severity="error",
    check=check,
    bad=_programme("1", "yes"),
    good=_programme("yes"),
    practice="Messages: form collisions",
)
