"""What git holds, as one environment wants it: its flows, its texts, its time-outs, its keywords."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from flowops import canon, references
from flowops.diff.trigger import trigger_form
from flowops.environment import Environment
from flowops.model.export import Document, Export
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, TRIGGER, flow_of


@dataclass(frozen=True, slots=True)
class Adapted:
    """The export, how often each text to rewrite was found, and names and patterns in the environment that fit no flow."""

    export: Export
    rewritten: Counter[str] = field(default_factory=Counter)
    idle: tuple[str, ...] = ()


def adapt(export: Export, environment: Environment) -> Adapted:
    """What of an export belongs into an environment, and as it is to be there. Archived objects belong nowhere."""
    found: Counter[str] = Counter({rewrite.find: 0 for rewrite in environment.rewrites})
    archived = {(str(it.get("kind")), str(it.get("uuid"))) for it in export.archived}
    documents = [
        _timed(_rewritten(document, environment, found), environment)
        for document in canon.normalize(export).documents
        if _belongs(document, archived, environment)
    ]
    kept = tuple(_with_keywords(documents, environment))
    flows = [document.name for document in documents if document.kind is FLOW]
    return Adapted(replace(export, documents=kept, archived=()), found, tuple(_idle(flows, environment)))


def _belongs(document: Document, archived: set[tuple[str, str]], environment: Environment) -> bool:
    if document.kind is TRIGGER:
        flow = document.body.get("flow")
        uuid = str(flow.get("uuid")) if isinstance(flow, dict) else ""
        return environment.selects(flow_of(document.body)) and (FLOW.name, uuid) not in archived
    if (document.kind.name, document.identity) in archived:
        return False
    return document.kind is not FLOW or environment.selects(document.name)


def _rewritten(document: Document, environment: Environment, found: Counter[str]) -> Document:
    if document.kind not in (FLOW, CAMPAIGN) or not environment.rewrites:
        return document
    pairs = [(rewrite.find, rewrite.replace) for rewrite in environment.rewrites]
    rewritten = references.rewrite_texts(document, pairs)
    found.update(rewritten.found)
    return rewritten.document


def _timed(document: Document, environment: Environment) -> Document:
    """The last pattern that fits counts, as the last line of a file does elsewhere."""
    if document.kind is not FLOW:
        return document
    fitting = [minutes for pattern, minutes in environment.expires.items() if _fits(document.name, pattern)]
    return Document(FLOW, document.body | {"expire_after_minutes": fitting[-1]}) if fitting else document


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())


def _with_keywords(documents: list[Document], environment: Environment) -> Iterator[Document]:
    """Other keywords for a flow: for its first trigger of each channel and groups, and for one where it has none."""
    wanted = {name.casefold(): words for name, words in environment.keywords.items()}
    started: dict[str, set[bytes]] = {name: set() for name in wanted}
    for document in documents:
        flow = flow_of(document.body).casefold() if document.kind is TRIGGER else ""
        if document.body.get("trigger_type") != "K" or flow not in wanted:
            yield document
            continue
        conditions = _conditions(document.body)
        if (key := canon.compact(conditions)) not in started[flow] and wanted[flow]:
            yield Document(TRIGGER, conditions | {"keywords": _unique(wanted[flow])})
        started[flow].add(key)
    for document in documents:
        name = document.name.casefold() if document.kind is FLOW else ""
        if name in wanted and wanted[name] and not started[name]:
            yield Document(TRIGGER, _keyword_trigger(document, _unique(wanted[name])))


def _conditions(body: JsonObject) -> JsonObject:
    """All of a trigger but its keywords, of which a trigger has only one up to RapidPro 8.2."""
    return {key: value for key, value in trigger_form(body).items() if key != "keywords"}


def _unique(words: Iterable[str]) -> list[Json]:
    return [*dict.fromkeys(words)]


def _keyword_trigger(flow: Document, words: list[Json]) -> JsonObject:
    return {
        "trigger_type": "K",
        "flow": {"uuid": flow.identity, "name": flow.name},
        "channel": None,
        "groups": [],
        "exclude_groups": [],
        "keywords": words,
        "match_type": "F",
    }


def _idle(flows: list[str], environment: Environment) -> Iterator[str]:
    """Keys of `expires` and `keywords` that mean no flow here: a rename in RapidPro leaves them behind."""
    names = {name.casefold() for name in flows}
    yield from (f"keywords: {name}" for name in environment.keywords if name.casefold() not in names)
    for pattern in environment.expires:
        if not any(_fits(name, pattern) for name in flows):
            yield f"expires: {pattern}"
