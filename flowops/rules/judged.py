"""What the engine would refuse: those flows are wrong whatever else is to be said, so no other rule looks at them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flowops.model.json import JsonObject, a_text
from flowops.rules.complaint import Complaint, Home
from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.project import Definition, Part, Project
from flowops.rules.recognition import Found
from flowops.rules.spec import Release, is_legacy, judge

LEGACY = "FILE002"
_NO_JSON = "SPEC001"


def judged(project: Project, found: Iterable[Found]) -> Project:
    """The project with what was recognised in its files: flows as far as the engine accepts them."""
    flows: list[Flow] = []
    said: dict[str, list[Complaint]] = {}
    listed = list(found)
    for rule, complaint in _broken(project.files):
        said.setdefault(rule, []).append(complaint)
    for definition in listed:
        if isinstance(definition, Part):
            continue
        refused = list(_refused(definition, project.release))
        for rule, complaint in refused:
            said.setdefault(rule, []).append(complaint)
        if not refused and isinstance(definition.value, dict):
            flows.append(Flow(definition.file, definition.value, definition.steps))
    parts = tuple(it for it in listed if isinstance(it, Part))
    refusals = {rule: tuple(them) for rule, them in said.items()}
    return replace(project, flows=tuple(flows), refused=refusals, parts=parts)


def _broken(files: Iterable[File]) -> Iterator[tuple[str, Complaint]]:
    for file in files:
        if file.problem and not file.unreadable:
            yield _NO_JSON, Complaint(file.problem, file, text="no JSON", line=file.broken_at)


def _refused(definition: Definition, release: Release) -> Iterator[tuple[str, Complaint]]:
    value = definition.value
    refusals = tuple(judge(value, release))
    if not isinstance(value, dict):
        home = Home(definition.file, definition.steps)
        yield from ((it.rule, home.complaint(it.message, it.steps)) for it in refusals)
        return
    legacy = is_legacy(value, release)
    if refusals or legacy:  # else nobody needs to know where its nodes are
        flow = Flow(definition.file, _named(value), definition.steps)
        yield from ((it.rule, flow.complaint(it.message, *it.steps)) for it in refusals)
        if legacy:
            yield LEGACY, flow.complaint("a flow in the format before 13: nothing in it is checked")


def _named(body: JsonObject) -> JsonObject:
    """A legacy flow has its name among its metadata."""
    metadata = body.get("metadata")
    old = a_text(metadata.get("name")) if isinstance(metadata, dict) else ""
    return body if a_text(body.get("name")) or not old else {**body, "name": old}
