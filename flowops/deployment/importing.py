"""What only the import form can make: new flows, smart groups, triggers; and flows of an older specification.

An import gives every node a new UUID. So each flow is saved once afterwards, with the UUIDs that it is to have.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flowops import canon, references
from flowops.deployment.made import Made
from flowops.deployment.saving import Saver, is_same
from flowops.diff.blind import blind
from flowops.diff.correspondence import correspond
from flowops.diff.graph import graph
from flowops.diff.rekey import injective, object_rekeyed, uuids_in
from flowops.errors import ServerError, Stale
from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, TRIGGER
from flowops.model.plan import Action
from flowops.server.api import Api
from flowops.server.editor import Revision
from flowops.server.importer import Imported, Importer, Status
from flowops.wire import VERSION

_PAUSE = 1.0
_PAUSES = (0.1, 0.2, 0.4, *[_PAUSE] * 27)  # a group that is being filled is listed only after a while


@dataclass
class Imports:
    """Sends import files, each once, and looks at what came of them.

    words    the server's triggers have lists of keywords
    settles  flows are saved once more after an import, with the UUIDs that they are to have
    """

    api: Api
    importer: Importer
    saver: Saver
    made: Made
    words: bool = True
    settles: bool = True
    sleep: Callable[[float], None] = time.sleep

    def objects(self, flows: list[Action], groups: list[Action], fields: list[Action]) -> None:
        """New flows, flows of an older specification, smart groups and fields, in one file. Raises Stale, ServerError."""
        if not (flows or groups or fields):
            return
        self._check_names([it for it in flows if it.action == "create"])
        for action in flows:
            if action.action == "update":
                self._check_unchanged(action)
        bodies = [self.made.bound(FLOW, action.body or {}) for action in flows]
        self._send(
            _envelope(flows=bodies, groups=_groups(bodies, groups), fields=[it.body or {} for it in fields])
        )
        for action in groups:
            self.made.add("group", action.name, self._await_group(action.name))
        self._check_there(fields)
        found = self._listed()
        for action in flows:
            uuid = action.uuid or found.get(action.name.casefold())
            if uuid is None:
                raise ServerError(
                    f"the import did not make the flow {action.name!r}",
                    "Look at Flows in RapidPro, then plan again",
                )
            self.made.add("flow", action.name, uuid)
        for action in flows if self.settles else ():
            self._settle(action, action.uuid or found[action.name.casefold()])

    def last(self, campaigns: list[Action], triggers: list[Action]) -> None:
        """New triggers, and campaigns that the API cannot make, in a file without flows: they name the workspace's own."""
        if not (campaigns or triggers):
            return
        made = [self.made.bound(CAMPAIGN, action.body or {}) for action in campaigns]
        bodies = [self.made.bound(TRIGGER, action.body or {}) for action in triggers]
        sent = [each for body in bodies for each in ([body] if self.words else _with_single_keywords(body))]
        self._send(_envelope(campaigns=made, triggers=sent, groups=_groups([*made, *sent], [])))

    def _send(self, envelope: JsonObject) -> None:
        """What the server says proves little: whoever called looks. A refusal by the form is one, though."""
        outcome: Imported = self.importer.import_file(canon.compact(envelope))
        if outcome.status is Status.FAILED:
            raise ServerError(
                f"the import failed: {outcome.message or 'RapidPro gives no reason'}",
                "Plan again: it says what is left",
            )
        if outcome.status is Status.UNANSWERED:
            self.sleep(_PAUSE)

    def _settle(self, action: Action, uuid: str) -> None:
        """Give an imported flow the UUIDs that it is to have."""
        body = action.body or {}
        now = self.saver.editor.latest(uuid)
        wanted = _in_uuids_of(body, now)
        if not is_same(wanted, now.definition):
            self.saver.save(uuid, action.name, wanted, action.before or now.definition, now)

    def _check_names(self, new: list[Action]) -> None:
        there = self._listed()
        taken = [action.name for action in new if action.name.casefold() in there]
        if taken:
            raise Stale(
                f"somebody else made {', '.join(map(repr, taken))} since the plan was made", "Plan again"
            )

    def _check_unchanged(self, action: Action) -> None:
        answer = self.api.get("definitions", [("flow", str(action.uuid)), ("dependencies", "none")])
        listed: Json = answer.get("flows") if isinstance(answer, dict) else None
        now = [it for it in listed if isinstance(it, dict)] if isinstance(listed, list) else []
        if not now or not is_same(now[0], action.before or {}):
            raise Stale(f"somebody else saved the flow {action.name!r} since the plan was made", "Plan again")

    def _check_there(self, fields: list[Action]) -> None:
        there = {str(row.get("key")) for row in self.api.all("fields")} if fields else set()
        if missing := [action.name for action in fields if action.name not in there]:
            raise ServerError(
                f"the import did not make the fields {', '.join(missing)}", "Plan again: it says what is left"
            )

    def _listed(self) -> dict[str, str]:
        rows = self.api.all("flows")
        return {
            str(row.get("name")).casefold(): str(row.get("uuid")) for row in rows if not row.get("archived")
        }

    def _await_group(self, name: str) -> str:
        for pause in (*_PAUSES, None):
            rows = self.api.all("groups")
            found = [row for row in rows if references.same_name("group", str(row.get("name")), name)]
            if found:
                return str(found[0].get("uuid"))
            if pause:
                self.sleep(pause)
        raise ServerError(
            f"the smart group {name!r} is still being filled, or the import did not make it",
            "Look at Contacts in RapidPro; when it is there, plan again",
        )


def _in_uuids_of(body: JsonObject, now: Revision) -> JsonObject:
    """What is to be saved over an import: the body itself, or, where the server migrated it, its outcome in the body's UUIDs."""
    if body.get("spec_version") == now.definition.get("spec_version"):
        return body
    before, after = graph(body), graph(now.definition)
    if before is None or after is None:
        return now.definition
    blinds = blind(body.get("nodes")), blind(now.definition.get("nodes"))
    names = correspond(before, after, blinds).names
    return object_rekeyed(now.definition, injective(names, uuids_in(now.definition)))


def _envelope(**sections: Iterable[JsonObject]) -> JsonObject:
    """An export file; without `site` RapidPro matches flows by name."""
    keys = ("flows", "campaigns", "triggers", "fields", "groups")
    return {"version": VERSION, **{key: [*sections.get(key, ())] for key in keys}}


def _groups(bodies: list[JsonObject], new: list[Action]) -> list[JsonObject]:
    """The smart groups to make, and all groups that the file names: RapidPro uses those that are there as they are."""
    found: dict[str, JsonObject] = {str((it.body or {}).get("uuid")): it.body or {} for it in new}
    for body in bodies:
        kind = TRIGGER if "trigger_type" in body else CAMPAIGN if "events" in body else FLOW
        for it in references.of(Document(kind, body)):
            if it.kind == "group" and it.uuid:
                found.setdefault(it.uuid, {"uuid": it.uuid, "name": it.written or it.name, "query": None})
    return [*found.values()]


def _with_single_keywords(body: JsonObject) -> list[JsonObject]:
    """Up to RapidPro 8.2 a trigger has one keyword."""
    words: Json = body.get("keywords")
    rest = {key: value for key, value in body.items() if key != "keywords"}
    return [rest | {"keyword": word} for word in words] if isinstance(words, list) and words else [body]
