"""Reading again after a deploy that saved flows and set globals only: the lists of all, the definitions of what was written."""

from dataclasses import dataclass, replace

from flowops import canon, references
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, GLOBAL
from flowops.model.target import Rows, Target
from flowops.server.api import Api
from flowops.server.definitions import Definitions
from flowops.server.notices import Notices

# `modified_on` moves with every save of a flow, its settings and its archiving (seen on 7.4.2, 9.0.0 and 26.2.2)
_TELLING = ("name", "type", "archived", "expires", "modified_on")
_OF_WRITTEN = ("name", "type", "archived", "expires")  # what a save of its definition leaves as it was
# What an export holds, and a lock file names, because a flow refers to it
_BROUGHT = frozenset({"group", "field", "channel", "label", "topic", "template"})


@dataclass(frozen=True, slots=True)
class Written:
    """What a deploy wrote: flows by UUID, each saved in place, and whether globals were set."""

    flows: frozenset[str]
    globals: bool


def reread(api: Api, notices: Notices, target: Target, written: Written) -> Target | None:
    """The workspace now; None where it takes a full reading to tell, as after an edit by somebody else. Raises ServerError."""
    before = {str(row.get("uuid")): row for row in target.rows["flow"]}
    flows = tuple(api.all("flows"))
    now = {str(row.get("uuid")): row for row in flows}
    if before.keys() != now.keys() or not all(
        _is_as_before(before[uuid], now[uuid], _OF_WRITTEN if uuid in written.flows else _TELLING)
        for uuid in now
    ):
        return None
    rows: dict[str, Rows] = {**target.rows, "flow": flows}
    if written.globals:
        rows["global"] = tuple(api.all("globals"))
    names = {uuid: str(now[uuid].get("name")) for uuid in sorted(written.flows)}
    answer = Definitions(api, notices, dependencies="none").read(names, {})
    export = _with(target.export, canon.normalize(answer), rows["global"])
    return replace(target, export=export, rows=rows) if export else None


def _is_as_before(before: JsonObject, now: JsonObject, keys: tuple[str, ...]) -> bool:
    return all(key in now and now[key] == before.get(key) for key in keys)


def _with(export: Export, answer: Export, known: Rows) -> Export | None:
    """The export with these definitions; None where they lean on other groups or the like than those before them."""
    came = {it.identity: it for it in answer.of(FLOW)}
    if any(_lean_otherwise(it, came[it.identity]) for it in export.of(FLOW) if it.identity in came):
        return None
    kept = [it if it.kind is not FLOW else came.get(it.identity, it) for it in export.documents]
    return _closed(replace(export, documents=tuple(kept)), known)


def _lean_otherwise(before: Document, after: Document) -> bool:
    specs = before.body.get("spec_version"), after.body.get("spec_version")
    return specs[0] != specs[1] or _leans_on(before) != _leans_on(after)


def _leans_on(flow: Document) -> set[tuple[str, str, str | None]]:
    return {(it.kind, it.name, it.uuid) for it in references.of(flow) if it.kind in _BROUGHT}


def _closed(export: Export, known: Rows) -> Export:
    """With the globals that its texts use now, and no others."""
    used = references.globals_named(export.of(FLOW) + export.of(CAMPAIGN), known)
    kept = (it for it in export.documents if it.kind is not GLOBAL)
    return canon.normalize(replace(export, documents=(*kept, *used)))
