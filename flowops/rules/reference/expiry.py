"""A time-out of a flow that RapidPro does not offer."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from flowops.model.expiry import expiries, nearest
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sheet import sheet
from flowops.rules.sketch import a_flow

_KEY = "expire_after_minutes"


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """The time-out as it stands in the flow, or as the environment sets it."""
    offered = expiries(flow.type)
    pattern = _pattern(flow, project)
    environment = project.environment
    minutes = environment.expires[pattern] if environment and pattern else flow.body.get(_KEY)
    if not offered or isinstance(minutes, bool) or not isinstance(minutes, int) or minutes in offered:
        return
    near = " or ".join(map(str, nearest(minutes, offered)))
    message = f"{minutes} minutes would become RapidPro's default; nearest: {near}"
    if environment and pattern:
        yield sheet(environment).complaint(f'"{flow.name}": {message}', ("expires", pattern))
    else:
        yield flow.complaint(message, *((_KEY,) if _KEY in flow.body else ()), text=_KEY)


def _pattern(flow: Flow, project: Project) -> str | None:
    """The last pattern of the environment that fits, as in a deploy."""
    patterns = project.environment.expires if project.environment else {}
    fitting = [it for it in patterns if fnmatchcase(flow.name.casefold(), it.casefold())]
    return fitting[-1] if fitting else None


RULE = Rule(
    id="IMP005",
    title="a time-out of a flow that RapidPro does not offer",
    why="An import silently takes the default of the server instead, seven or three days for messages and five minutes"
    " for calls: conversations stay open longer, or end before the answer comes.",
    advice="Write one of the values that RapidPro's form offers.",
    severity="error",
    check=check,
    bad=Example((a_flow("ANC", expire_after_minutes=99999),), shown=(_KEY,)),
    good=Example((a_flow("ANC", expire_after_minutes=10080),), shown=(_KEY,)),
)
