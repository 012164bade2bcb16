"""A reply that starts another flow."""

from collections.abc import Iterator, Mapping

from flowops.model.finding import Severity
from flowops.model.json import JsonObject, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example, When, a_flow, ask, uid
from flowops.rules.flow import Flow
from flowops.rules.leaving import keywords, means_leaving
from flowops.rules.node import Case, Node
from flowops.rules.project import Part, Project
from flowops.rules.reply import arguments, outcome
from flowops.rules.rule import Rule
from flowops.rules.words import words

_SHORT = 3  # characters of a reply that people give without thinking of a keyword
# Tests that name what they accept; free text and ranges take any word or number, a keyword like all else
_WORDED = frozenset(
    (
        "has_any_word",
        "has_all_words",
        "has_phrase",
        "has_only_phrase",
        "has_only_text",
        "has_beginning",
        "has_number_eq",
    )
)


def check(project: Project) -> Iterator[Complaint]:
    """Each keyword that a case of a question waits for, but for those by which people leave."""
    opt_out = project.settings.opt_out
    triggers = {
        word: trigger
        for trigger in reversed(project.triggers)
        for word in keywords(trigger)
        if not means_leaving(word, opt_out)
    }
    if triggers:
        for flow in project.flows:
            if flow.type == "messaging":
                yield from (it for node in flow.asked for it in _of_question(project, flow, node, triggers))


def _of_question(
    project: Project, flow: Flow, node: Node, triggers: Mapping[str, Part]
) -> Iterator[Complaint]:
    told: set[str] = set()
    for word, case in _accepted(flow, node, triggers):
        trigger = triggers[word]
        if word in told or _leads_there(project, flow, node, case, trigger):
            continue
        told.add(word)
        name = an_object(trigger.body.get("flow")).get("name")
        message = (
            f'reply "{word}" starts "{name}" (unless this flow ignores triggers: not visible to flowops)'
        )
        yield node.complaint(message, "router", "cases", case.index, severity=_severity(word, trigger))


def _accepted(flow: Flow, node: Node, triggers: Mapping[str, Part]) -> Iterator[tuple[str, Case]]:
    """The keywords that a case takes, in any language."""
    for case in node.cases:
        if case.type not in _WORDED:
            continue
        for language in ("", *flow.localization):
            for word in {word for text in arguments(flow, case, language) for word in words(text)}:
                if word in triggers and outcome(flow, node, word, language).case:
                    yield word, case


def _leads_there(project: Project, flow: Flow, node: Node, case: Case, trigger: Part) -> bool:
    """Whether the reply leads to the flow that the keyword starts anyway."""
    started = project.flow(an_object(trigger.body.get("flow")))
    category = node.category(case.category)
    further = flow.by_uuid.get(category.destination) if category else None
    entered = (
        project.flow(an_object(action.body.get("flow")))
        for action in (further.actions if further else ())
        if action.type == "enter_flow"
    )
    return started is not None and any(it is started for it in entered)


def _severity(word: str, trigger: Part) -> Severity:
    """Less sure for a word that people know as a keyword, and for a trigger of some contacts only."""
    some = trigger.body.get("groups") or trigger.body.get("exclude_groups")
    return "error" if len(word) <= _SHORT and not some else "warning"


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
