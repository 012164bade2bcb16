"""References that mean nothing in the workspace."""

from collections.abc import Callable, Iterator, Mapping

from flowops import references
from flowops.guard.context import Context
from flowops.guard.telling import listed, quoted
from flowops.model.export import Document
from flowops.model.kind import FLOW
from flowops.plan.binding import Unresolved
from flowops.plan.resolution import PLURALS, Problem
from flowops.references import Reference


def unresolved_reference(context: Context) -> Iterator[str]:
    """What would be written names something that the workspace has not, or has more than once."""
    yield from (_told(it, context) for it in context.desired.bound.unresolved if _is_written(it, context))


def dangling_reference(context: Context) -> Iterator[str]:
    """What stays as it is names something that the workspace has not: it was so before."""
    yield from (_told(it, context) for it in context.desired.bound.unresolved if not _is_written(it, context))


def unknown_resthook(context: Context) -> Iterator[str]:
    """A flow calls a resthook that the workspace has not: nothing would happen, and nobody would be told."""
    known = {
        str(row.get("resthook") or row.get("slug")) for row in context.desired.target.rows.get("resthook", ())
    }
    if "resthook" not in context.desired.target.rows:
        return
    for reference in _written_references(context, "create", "update"):
        if reference.kind == "resthook" and reference.name not in known:
            yield f'flow "{reference.document}" calls the resthook {reference.name}, which the workspace has not'


def untracked_reference(context: Context) -> Iterator[str]:
    """By import alone, contacts and users in flows get random UUIDs: they would be nobody."""
    if not context.desired.import_only:
        return
    for reference in _written_references(context, "create", "update"):
        if reference.kind in _UNTRACKED and reference.uuid:
            yield (
                f'flow "{reference.document}" names the {reference.kind} "{reference.name}", and an import would give it'
                " a random UUID: deploy without --transport import"
            )


def _written_references(context: Context, *words: str) -> Iterator[Reference]:
    for action in context.actions(FLOW.name, *words):
        yield from references.of(Document(FLOW, action.body or {}))


# No import maps them (seen on 7.4.2, 9.0.0 and 26.2.2); users by e-mail, which have no UUID, are kept as they are
_UNTRACKED = frozenset({"contact", "user"})


def _is_written(unresolved: Unresolved, context: Context) -> bool:
    """Triggers have no UUID: of these any counts."""
    writes = {(it.kind, it.uuid or str((it.body or {}).get("uuid") or "")) for it in context.plan.writes}
    return bool(writes & set(unresolved.documents))


def _told(it: Unresolved, context: Context) -> str:
    where = f"; in {listed(it.places, 3)}" if it.places else ""
    near = (
        f"; nearest: {quoted(it.problem.near)}"
        if it.problem.near and it.problem.why in ("missing", "untold")
        else ""
    )
    return f'{it.kind} "{it.name}" {_WHY[it.problem.why](it.problem)}{where}{near}{_way_out(it, context)}'


_WHY: Mapping[str, Callable[[Problem], str]] = {
    "missing": lambda problem: "is not in the workspace",
    "ambiguous": lambda problem: (
        f"could be any of {len(problem.near)} in the workspace: {quoted(problem.near)}"
    ),
    "taken": lambda problem: f"would be what {quoted(problem.near)} of git is in the workspace already",
    "untold": lambda problem: "is named by no flow of the workspace, whose API does not list such objects",
}


def _way_out(it: Unresolved, context: Context) -> str:
    plural = PLURALS.get(it.kind)
    if plural is None or it.kind in ("contact", "ticketer"):
        return ""
    return f'; bindings: {plural}: {{"{it.name}": "its name there"}} in {context.desired.environment.path} says which is meant'
