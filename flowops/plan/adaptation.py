"""What git holds, as one environment wants it: its flows, its texts, its time-outs, its keywords."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from flowops import references
from flowops.environment import Environment
from flowops.model.export import Document, Export
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, TRIGGER, flow_of


@dataclass(frozen=True, slots=True)
class Adapted:
    """The export, and how often each text to rewrite was found."""

    export: Export
    rewritten: Counter[str] = field(default_factory=Counter)


def adapt(export: Export, environment: Environment) -> Adapted:
    """What of an export belongs into an environment, and as it is to be there. Archived objects belong nowhere."""
    archived = {(str(it.get("kind")), str(it.get("uuid"))) for it in export.archived}
    found: Counter[str] = Counter()
    documents: list[Document] = []
    for document in export.documents:
        if (document.kind.name, document.identity) in archived or not _belongs(document, environment):
            continue
        documents.append(_timed(_rewritten(document, environment, found), environment))
    kept = tuple(_with_keywords(documents, environment))
    return Adapted(replace(export, documents=kept, archived=()), found)


def _rewritten(document: Document, environment: Environment, found: Counter[str]) -> Document:
    if document.kind not in (FLOW, CAMPAIGN) or not environment.rewrites:
        return document
    pairs = [(rewrite.find, rewrite.replace) for rewrite in environment.rewrites]
    rewritten = references.rewrite_texts(document, pairs)
    found.update(rewritten.found)
    return rewritten.document


def _belongs(document: Document, environment: Environment) -> bool:
    if document.kind is TRIGGER:
        return environment.selects(flow_of(document.body))
    return document.kind is not FLOW or environment.selects(document.name)


def _timed(document: Document, environment: Environment) -> Document:
    """The last pattern that fits counts, as the last line of a file does elsewhere."""
    if document.kind is not FLOW:
        return document
    fitting = [minutes for pattern, minutes in environment.expires.items() if _fits(document.name, pattern)]
    return Document(FLOW, document.body | {"expire_after_minutes": fitting[-1]}) if fitting else document


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())


def _with_keywords(documents: Iterable[Document], environment: Environment) -> Iterator[Document]:
    """One trigger with the keywords of the environment instead of all keyword triggers of a flow."""
    wanted = {name.casefold(): list(words) for name, words in environment.keywords.items()}
    done: set[str] = set()
    for document in documents:
        flow = flow_of(document.body).casefold() if document.kind is TRIGGER else ""
        if document.body.get("trigger_type") != "K" or flow not in wanted:
            yield document
        elif flow not in done:
            done.add(flow)
            yield Document(TRIGGER, _keyword_trigger(document.body, [*wanted[flow]]))


def _keyword_trigger(body: JsonObject, words: list[Json]) -> JsonObject:
    return {key: value for key, value in body.items() if key != "keyword"} | {"keywords": words}
