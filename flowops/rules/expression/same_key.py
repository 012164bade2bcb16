"""Results or contact fields that only seem to have different keys, or keys that cannot be looked up."""

from collections.abc import Iterable, Iterator

from flowops.references import Reference
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action

_LITERALS = frozenset({"true", "false", "null"})


def check(project: Project) -> Iterator[Complaint]:
    """Each result of a flow, and each contact field, whose key another one has, or that no expression can name."""
    for flow in project.flows:
        yield from _results(flow)
    yield from _fields(project)


def _results(flow: Flow) -> Iterator[Complaint]:
    made = [it for it in flow.references if it.definition and it.kind == "result"]
    for reference, other in _doubles(made):
        yield flow.complaint(
            f'results "{other}" and "{reference.label}" are both @results.{reference.name}', *reference.steps
        )
    for reference in {it.label: it for it in made}.values():
        if not reference.name.strip("_"):
            yield flow.complaint(
                f'result "{reference.label}" has no letter or digit: its key is "{reference.name}"',
                *reference.steps,
            )
        elif reference.name in _LITERALS:
            yield flow.complaint(
                f'@results.{reference.name} does not parse: result "{reference.label}" needs another name',
                *reference.steps,
            )


def _doubles(made: Iterable[Reference]) -> Iterator[tuple[Reference, str]]:
    """Each further spelling of a key with the first one."""
    first: dict[str, str] = {}
    told: set[str] = set()
    for reference in made:
        other = first.setdefault(reference.name, reference.label)
        if other != reference.label and reference.label not in told:
            told.add(reference.label)
            yield reference, other


def _fields(project: Project) -> Iterator[Complaint]:
    seen: dict[str, str] = {}
    for part in project.fields:
        written = str(part.body.get("key"))
        other = seen.setdefault(written.lower(), written)
        if other != written:
            yield part.home.complaint(
                f'fields "{other}" and "{written}" are both @fields.{other.lower()}', ("key",)
            )
        if written.lower() in _LITERALS:
            yield part.home.complaint(
                f"@fields.{written} does not parse: the field needs another key", ("key",)
            )


def _saving(*names: str) -> Example:
    actions = (
        an_action("set_run_result", name, name=name, value="@input.text", category="") for name in names
    )
    return Example((a_flow("Visit", a_node("Save", *actions)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="EXPR007",
    title="two results or fields with one key",
    why="RapidPro makes keys of names: lower case, and _ for all that is no letter or digit. The later value replaces the other.",
    advice="Give each result a name of its own, and one result the same name everywhere.",
    severity="warning",
    check=check,
    bad=_saving("Next visit", "Next-visit"),
    good=_saving("Next visit", "Last visit"),
)
