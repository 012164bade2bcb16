"""A global that the environment sets and nothing uses."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sheet import sheet
from flowops.rules.sketch import a_flow, a_node, send


def check(project: Project) -> Iterator[Complaint]:
    """Each of them, if all of the programme is there; a look-up by a key of runtime may use any."""
    environment = project.environment
    if environment is None or not project.whole:
        return
    used = {it.name for _user, it in project.uses("global")}
    written = " ".join(rewrite.replace.lower() for rewrite in environment.rewrites)
    for key in environment.globals if "*" not in used else ():
        if key not in used and key not in written:
            message = f"{key} is set for {environment.name}, and no flow or campaign uses it"
            yield sheet(environment).complaint(message, ("globals", key))


_FLOW = a_flow("ANC", a_node("x", send("Questions? Call @globals.helpline")))
_HEAD = "host: https://rapidpro.example.org\ntoken: ${RAPIDPRO_PRODUCTION_TOKEN}\n"
_USED = 'globals:\n  helpline: "0800 555 0199"\n'

RULE = Rule(
    id="GLOB003",
    title="a global that the environment sets and nothing uses",
    why="It was renamed or misspelt, or its flow is gone: whoever changes the number there believes that it reaches people.",
    advice="Remove the line, or mend the name; flowops globals shows who uses what.",
    severity="warning",
    check=check,
    bad=Example((_FLOW,), environments={"production": f'{_HEAD}{_USED}  hotline: "0800 555 0100"\n'}),
    good=Example((_FLOW,), environments={"production": f"{_HEAD}{_USED}"}),
    needs="environment",
)
