"""The neighbourhood of the nodes that changed, to draw it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from flowops.diff.graph import Graph
from flowops.model.change import Picture, Spot, Way, Word

Edges = set[tuple[str, str, str | None]]


def picture(
    sides: tuple[Graph, Graph],
    names: Mapping[str, str],
    changed: Mapping[str, Word],
    labels: tuple[Mapping[str, str], Mapping[str, str]],
) -> Picture:
    """Changed nodes and their neighbours; `changed` and the labels are by UUID, in the UUIDs of before."""
    before, after = (set(_edges(side, of, changed)) for side, of in zip(sides, ({}, names), strict=True))
    near = {edge for edge in before | after if edge[0] in changed or edge[2] in changed}
    ends = {end for source, _, target in near for end in (source, target) if end is not None}
    order = [*labels[1], *(uuid for uuid in labels[0] if uuid not in labels[1])]
    spots = [
        Spot(uuid, labels[uuid in labels[1]][uuid], changed.get(uuid))
        for uuid in order
        if uuid in changed or uuid in ends
    ]
    return Picture(tuple(spots), tuple(_ways(near, before, after)))


def _ways(near: Edges, before: Edges, after: Edges) -> Iterator[Way]:
    """One way for all categories that lead from one node to another and fare alike."""
    labels: dict[tuple[str, str | None, bool, bool], list[str]] = defaultdict(list)
    for source, label, target in sorted(near, key=str):
        edge = (source, label, target)
        if target is not None or (edge in before) != (edge in after):
            labels[source, target, edge in before, edge in after].append(label)
    for (source, target, was, is_), names in labels.items():
        yield Way(
            source,
            target,
            ", ".join(filter(None, names)),
            None if was and is_ else "added" if is_ else "removed",
        )


def _edges(
    graph: Graph, names: Mapping[str, str], changed: Mapping[str, Word]
) -> Iterator[tuple[str, str, str | None]]:
    """All ways from and to what changed."""
    for node in graph.nodes:
        own = names.get(node.uuid, node.uuid)
        targets = [str(exit_.get("destination_uuid")) for exit_ in node.exits]
        if own in changed or any(names.get(target, target) in changed for target in targets):
            for label, target in node.ways:
                known = target if target in graph.index else None
                yield own, label, None if known is None else names.get(known, known)
