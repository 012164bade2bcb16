"""Definitions of an older specification in the server's: only then can they be saved in place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from flowops.environment import Environment
from flowops.errors import EngineError, EngineRefused
from flowops.model.export import Document, Export, version_key
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW

# A definition in exactly this spec version, the same each time; raises EngineRefused, EngineError
Migrate = Callable[[JsonObject, str], JsonObject]


@dataclass(frozen=True, slots=True)
class Migrated:
    """What git holds, as far as it could be migrated.

    was   UUID of a flow that was migrated -> the spec version that it has in git
    stays UUID of a flow that could not be migrated -> why
    """

    export: Export
    was: Mapping[str, str] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)


def older(export: Export, environment: Environment, spec: str | None) -> Iterator[Document]:
    """The flows of an environment that are of an older specification than this one; none where it is not known."""
    for document in export.of(FLOW) if spec else ():
        if version_key(_spec(document)) < version_key(spec or "") and environment.selects(document.name):
            yield document


def migrated(export: Export, environment: Environment, spec: str, migrate: Migrate) -> Migrated:
    """The export with older flows in the spec version of the server, never beyond. Raises EngineError."""
    made: dict[int, Document] = {}
    was: dict[str, str] = {}
    stays: dict[str, str] = {}
    for document in older(export, environment, spec):
        try:
            body = migrate(document.body, spec)
        except EngineRefused as refused:
            stays[document.identity] = refused.reason
        except EngineError as error:
            raise EngineError(f"flow {document.name!r}: {error.what}", error.way_out) from None
        else:
            made[id(document)] = Document(FLOW, body | {"spec_version": spec})
            was[document.identity] = _spec(document)
    documents = tuple(made.get(id(it), it) for it in export.documents)
    return Migrated(replace(export, documents=documents), was, stays)


def _spec(document: Document) -> str:
    return str(document.body.get("spec_version"))
