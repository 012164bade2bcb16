"""A timeout that never comes, or does nothing."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from flowops.model.json import Json, JsonObject, a_text
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask, uid

_DEFAULTS = {"messaging": 4320, "voice": 5}  # minutes; of the engine, where a flow says 0
_LONGEST = 10**12
_UNITS = (
    (172800, 86400, "days"),
    (3600, 3600, "h"),
    (60, 60, "min"),
)  # from how many seconds, its length, its name


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each timeout that is longer than the flow lives, or leads nowhere in a flow that no other goes on after."""
    expires = _expires(flow, project)
    ends = flow.uuid in project.entries or not project.whole
    for node in flow.asked:
        seconds = _at_most(node.timeout.get("seconds"))
        category = node.category(a_text(node.timeout.get("category_uuid")))
        if 0 < expires * 60 < seconds:
            message = f"timeout of {_said(seconds)} in a flow that expires after {_said(expires * 60)}"
            yield node.complaint(message, "router", "wait", "timeout", "seconds")
        elif category and not category.destination and ends:
            message = f'the timeout ("{category.name}") leads nowhere: it only ends the flow'
            yield node.complaint(message, "router", "categories", category.index)


def _expires(flow: Flow, project: Project) -> int:
    """After how many minutes the flow expires, in the environment if one is named; 0 for never."""
    set_to = project.environment.expires if project.environment else {}
    fitting = [it for pattern, it in set_to.items() if fnmatchcase(flow.name.casefold(), pattern.casefold())]
    if fitting:
        return _at_most(fitting[-1])  # as a deploy does it
    return _at_most(flow.body.get("expire_after_minutes")) or _DEFAULTS.get(flow.type, 0)


def _at_most(value: Json) -> int:
    """A number that can be printed; 0 where there is none."""
    return max(0, min(value, _LONGEST)) if isinstance(value, int) else 0


def _said(seconds: int) -> str:
    for least, length, name in _UNITS:
        if seconds >= least and seconds % length == 0:
            return f"{seconds // length} {name}"
    return f"{seconds} s"


def _question(seconds: int) -> Example:
    timeout: JsonObject = {"seconds": seconds, "category_uuid": uid("category Will you go? No Response")}
    question = ask(
        "Will you go?",
        When("All Responses", None),
        When("No Response", None, "Will you go?"),
        timeout=timeout,
    )
    flow = a_flow("ANC", question, expire_after_minutes=720)
    return Example((flow,), shown=("nodes", 0, "router", "wait"))


RULE = Rule(
    id="FLOW014",
    title="a timeout that is of no use",
    why="A flow that expires first never sends its reminder; a timeout that leads nowhere sends none either.",
    advice="Let the flow live longer than its timeouts, and send a message after them.",
    severity="warning",
    check=check,
    bad=_question(86400),
    good=_question(21600),
    practice="Flow programming: timeouts",
)
