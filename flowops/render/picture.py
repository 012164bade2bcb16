"""The picture of what changed in a flow -> a Mermaid flowchart."""

from collections.abc import Iterator

from flowops.model.change import Picture, Way
from flowops.render.foreign import fence, mermaid
from flowops.render.words import count

_MOST_SPOTS = 25  # more than a reader takes in
_MOST_WAYS = 80
_END = "stop"
_ARROWS = {"added": "==>", "removed": "-.->", None: "-->"}
_SIGNS = {"added": "+ ", "removed": "- ", None: ""}
_CLASSES = {
    "added": "stroke:#1a7f37,stroke-width:3px",
    "changed": "stroke:#9a6700,stroke-width:3px",
    "removed": "stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 5",
}


def flowchart(picture: Picture) -> str:
    """A block for a Markdown page; "" where there is nothing to see."""
    if not picture.spots:
        return ""
    ranked = sorted(picture.spots, key=lambda spot: spot.change is None)
    kept = {spot.key for spot in ranked[:_MOST_SPOTS]}
    spots = [spot for spot in picture.spots if spot.key in kept][:_MOST_SPOTS]
    ids = {spot.key: f"n{number}" for number, spot in enumerate(spots)}
    nodes = [f"  {ids[spot.key]}[{mermaid(spot.label)}]" for spot in spots]
    ways = [*_ways(picture.ways, ids)][:_MOST_WAYS]
    more = len(picture.spots) - len(spots)
    note = ["  more[" + mermaid(f"… and {count(more, 'more node')}") + "]"] if more else []
    marked = {word: [ids[s.key] for s in spots if s.change == word] for word in _CLASSES}
    classes = [f"  classDef {word} {style}" for word, style in _CLASSES.items() if marked[word]]
    classes += [f"  class {','.join(of)} {word}" for word, of in marked.items() if of]
    end = [f"  {_END}([{mermaid('end of the flow')}])"] if any(f" {_END}" in way for way in ways) else []
    return fence("mermaid", "\n".join(["flowchart TD", *nodes, *end, *note, *ways, *classes]))


def _ways(ways: tuple[Way, ...], ids: dict[str, str]) -> Iterator[str]:
    """Those between nodes of the picture; ends of the flow only where they came or went."""
    for way in ways:
        ends = way.target is None and way.change is not None
        target = _END if ends else ids.get(way.target or "")
        if way.source in ids and target:
            text = f"{_SIGNS[way.change]}{way.label}".strip()
            label = f"|{mermaid(text)}|" if text else ""
            yield f"  {ids[way.source]} {_ARROWS[way.change]}{label} {target}"
