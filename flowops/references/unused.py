"""What an export defines and nothing in it uses."""

from collections.abc import Iterable, Iterator

from flowops.references.names import NORMAL
from flowops.references.reference import Reference

_Use = tuple[str, str, str]


def unused(references: Iterable[Reference]) -> Iterator[Reference]:
    """The definitions that no reference means: each global, field, group and flow, and each result of a flow once.

    A flow that enters itself is not started by that. Where a key is known only at runtime, all of its kind may be used.
    """
    known = list(references)
    used = {use for reference in known if not reference.definition for use in _uses(reference)}
    seen: set[_Use] = set()
    for reference in known:
        meant = _meant(reference)
        if reference.definition and not used.intersection(meant) and meant[0] not in seen:
            seen.add(meant[0])
            yield reference


def _meant(definition: Reference) -> list[_Use]:
    """What a use must say to mean this definition: first what tells it apart."""
    kind, name = definition.kind, NORMAL[definition.kind](definition.name)
    if definition.spelling == "result":
        others = [(kind, "*", name), (kind, definition.document, "*"), (kind, "*", "*")]
        return [(kind, definition.document, name), *others]
    by_uuid = [(kind, "uuid", definition.uuid.lower())] if definition.uuid else []
    return [*by_uuid, (kind, "", name), (kind, "", "*")]


def _uses(reference: Reference) -> Iterator[_Use]:
    kind, name = reference.kind, NORMAL[reference.kind](reference.name)
    if kind == "result":
        yield kind, "*" if reference.scope else reference.document, name
        return
    own = (reference.document_kind, NORMAL.get(kind, str)(reference.document)) == (kind, name)
    if not own:
        yield kind, "", name
        if reference.uuid:
            yield kind, "uuid", reference.uuid.lower()
