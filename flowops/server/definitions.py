"""All definitions of a workspace in as few requests as possible, and never fewer objects than asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flowops import wire
from flowops.errors import ServerError, TimedOut, TooLarge
from flowops.model.export import Export
from flowops.model.kind import CAMPAIGN, FLOW, TRIGGER, Kind
from flowops.server.api import Api
from flowops.server.notices import Notices

# The server's request line holds 4094 bytes: 95 UUIDs passed, 97 did not (seen on 9.0.0)
BATCH = 80


@dataclass
class Definitions:
    """Asks for flows and campaigns by UUID -> name, in batches that adapt to what the server can bear.

    With `dependencies=all` connected flows come together and bring their triggers, so each batch asks only for
    what no answer has brought yet. A server that cannot answer that in time is asked for `none`, in ever
    smaller batches: then triggers stay unread, for only dependencies bring them.
    """

    api: Api
    notices: Notices
    size: int = BATCH
    dependencies: str = "all"
    answers: list[Export] = field(default_factory=list)

    def read(self, flows: Mapping[str, str], campaigns: Mapping[str, str]) -> Export:
        """Everything asked for, merged. Raises ServerError where something does not come back."""
        self._read(FLOW, flows)
        brought = {document.identity for answer in self.answers for document in answer.of(CAMPAIGN)}
        unread, self.dependencies = self.dependencies == "none", "none"
        self._read(CAMPAIGN, {uuid: name for uuid, name in campaigns.items() if uuid not in brought})
        export = wire.merge(self.answers)
        return _without_triggers(export) if unread else export

    def _read(self, kind: Kind, wanted: Mapping[str, str]) -> None:
        pending = dict(wanted)
        while pending:
            batch = list(pending)[: self.size]
            answer = self._ask(kind, batch)
            if answer is None:
                continue
            came = {document.identity for document in answer.of(kind)}
            _check_complete(kind, {uuid: pending[uuid] for uuid in batch}, came)
            self.answers.append(answer)
            pending = {uuid: name for uuid, name in pending.items() if uuid not in came}
            self.notices.progress(len(wanted) - len(pending), len(wanted))

    def _ask(self, kind: Kind, batch: list[str]) -> Export | None:
        """The answer for a batch; None where the same is to be asked again in another way."""
        parameters = [(kind.name, uuid) for uuid in batch] + [("dependencies", self.dependencies)]
        try:
            # a gateway's time-out costs a minute each: asking for less helps more than asking again
            answer = self.api.get("definitions", parameters, slow_tries=2 if len(batch) > 1 else None)
            if not isinstance(answer, dict) or "flows" not in answer:
                raise ServerError(
                    f"{self.api.transport.host} answered without flows where RapidPro answers an export",
                    "Check the `host` of the environment",
                )
            return wire.decode(answer, self.api.transport.host)
        except TooLarge:
            if len(batch) == 1:
                raise
        except TimedOut:
            if self.dependencies == "all":
                self.dependencies = "none"
                self.notices.notify(
                    "the server cannot send flows with their dependencies in time: triggers cannot be read, "
                    "those in the repository stay as they are"
                )
                return None
            if len(batch) == 1:
                raise
        self.size = max(1, len(batch) // 2)
        return None


def _without_triggers(export: Export) -> Export:
    kept = tuple(document for document in export.documents if document.kind is not TRIGGER)
    return replace(export, documents=kept, unread=export.unread | {TRIGGER.name})


def _check_complete(kind: Kind, batch: Mapping[str, str], came: set[str]) -> None:
    missing = [repr(name) for uuid, name in batch.items() if uuid not in came]
    if missing:
        names = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise ServerError(
            f"of {len(batch)} {kind.key} asked for, {len(missing)} did not come back: {names}",
            "Nothing was written. If somebody deleted them just now, repeat the export",
        )
