"""Which objects of git are there already, and as what: flows, campaigns and groups, each of which is one object there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flowops import references
from flowops.model.export import Document, Export
from flowops.model.kind import CAMPAIGN, FLOW, GROUP
from flowops.plan.resolution import Problem, Resolved, Resolver

# Of these every workspace has its own UUIDs, and git holds the objects themselves
OBJECTS = (FLOW, CAMPAIGN, GROUP)


@dataclass(slots=True)
class Partners:
    """UUID in git -> the object in the workspace, and for objects that cannot be told why."""

    found: dict[str, Resolved] = field(default_factory=dict)
    problems: list[tuple[Document, Problem]] = field(default_factory=list)

    def uuids(self) -> dict[str, str]:
        """UUID in git -> UUID in the workspace."""
        return {ours: it.uuid for ours, it in self.found.items() if it.uuid}


def partners(export: Export, resolver: Resolver) -> Partners:
    """What is known by UUID comes first; no object there is two objects of git."""
    result = Partners()
    for kind in OBJECTS:
        taken: dict[str, Document] = {}
        for document, it in _candidates(export.of(kind), resolver):
            if isinstance(it, Problem):
                if it.why == "ambiguous":
                    result.problems.append((document, it))
            elif other := taken.get(str(it.uuid)):
                result.problems.append((document, Problem("taken", (other.name,))))
            else:
                taken[str(it.uuid)] = document
                result.found[document.identity] = it
    return result


def _candidates(
    documents: tuple[Document, ...], resolver: Resolver
) -> Iterator[tuple[Document, Resolved | Problem]]:
    unsure: list[Document] = []
    for document in documents:
        name = document.kind.name
        if (it := resolver.sure(name, document.identity)) and not resolver.is_bound(name, document.name):
            yield document, it
        else:
            unsure.append(document)
    for document in unsure:
        type_ = str(document.body.get("type") or "")
        yield document, resolver.find(document.kind.name, document.name, document.identity, type_)


def own_names(export: Export) -> dict[tuple[str, str], str]:
    """Kind and name, as RapidPro compares names -> UUID in git of the object called so."""
    return {
        (kind.name, references.normal_name(kind.name, it.name)): it.identity
        for kind in OBJECTS
        for it in export.of(kind)
    }
