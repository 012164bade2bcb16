"""Text of several colours -> lines of a terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from flowops.render.colours import Paint

Run = tuple[str, str]  # a colour, "" for none, and a text


def paragraph(runs: Iterable[Run], width: int, paint: Paint) -> list[str]:
    """Lines of at most `width` columns, broken at spaces where there are any; a line break in the text stays one."""
    listed = list(runs)
    text = "".join(text for _, text in listed)
    colours = [colour for colour, part in listed for _ in part]
    return [_painted(text, colours, start, end, paint) for start, end in slices(text, width)]


def slices(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line."""
    start = 0
    for row in text.split("\n"):
        end = start + len(row)
        while end - start > width:
            space = text.rfind(" ", start + 1, start + width + 1)
            stop = space if space > start else start + width
            yield start, stop
            start = stop + (space > start)
        yield start, end
        start = end + 1


def _painted(text: str, colours: list[str], start: int, end: int, paint: Paint) -> str:
    done, at = "", start
    for colour, same in groupby(colours[start:end]):
        following = at + len(list(same))
        done += paint(text[at:following], colour) if colour else text[at:following]
        at = following
    return done
