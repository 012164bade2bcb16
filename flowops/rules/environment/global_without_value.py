"""A global that flows use and the environment does not set."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.environment.used import globals_used
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, send


def check(project: Project) -> Iterator[Complaint]:
    """Each such global once in each flow or campaign that goes to the environment."""
    environment = project.environment
    if environment is None:
        return
    for user, reference in globals_used(project):
        if reference.name not in environment.globals:
            message = f"{reference.name} has no value for {environment.name}"
            yield user.complaint(message, *reference.steps, text=reference.name)


_FLOW = a_flow("ANC", a_node("x", send("Questions? Call @globals.helpline")))
_HEAD = "host: https://rapidpro.example.org\ntoken: ${RAPIDPRO_PRODUCTION_TOKEN}\n"

RULE = Rule(
    id="GLOB001",
    title="a global that flows use and the environment does not set",
    why="An import makes it with a blank value: messages have a hole where the number should be, and webhooks call an"
    " address without a host.",
    advice="Write it under globals: in the environment's file.",
    severity="error",
    check=check,
    bad=Example(
        (_FLOW,), environments={"production": f"{_HEAD}globals: {{}} # the flows use @globals.helpline\n"}
    ),
    good=Example(
        (_FLOW,),
        environments={
            "production": f'{_HEAD}globals:\n  helpline: "0800 555 0199" # the flows use @globals.helpline\n'
        },
    ),
    practice="Configuration: use globals",
    needs="environment",
)
