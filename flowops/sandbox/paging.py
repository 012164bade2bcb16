"""Pages of a list, each with the address of the next one: nobody can ask for a page by its number."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from werkzeug import Request

from flowops.model.json import Json, JsonObject
from flowops.sandbox.answers import Refusal
from flowops.sandbox.rows import Row

PAGE_SIZE = 250


@dataclass(frozen=True)
class Cursor:
    """A place in a list ordered by time: what is older than a moment, or, going back, what is newer."""

    moment: str = ""
    backwards: bool = False

    def encoded(self) -> str:
        """The cursor as it stands in an address; clients cannot make sense of it."""
        pairs = [("r", "1")] if self.backwards else []
        return b64encode(urlencode([*pairs, ("p", self.moment)]).encode()).decode()


def page(found: Sequence[Row], request: Request) -> JsonObject:
    """One page of the rows, newest first, and the addresses of its neighbours."""
    ordered = sorted(found, key=lambda row: row.moment, reverse=True)
    first, last = _bounds(ordered, _cursor(request))
    shown = ordered[first:last]
    following = Cursor(shown[-1].moment) if shown and last < len(ordered) else None
    preceding = Cursor(shown[0].moment, backwards=True) if shown and first > 0 else None
    return {
        "next": _address(request, following),
        "previous": _address(request, preceding),
        "results": list[Json](row.body for row in shown),
    }


def _bounds(ordered: Sequence[Row], cursor: Cursor | None) -> tuple[int, int]:
    if cursor is None:
        return 0, PAGE_SIZE
    newer = sum(row.moment > cursor.moment for row in ordered)
    if cursor.backwards:
        return max(newer - PAGE_SIZE, 0), newer
    older = sum(row.moment < cursor.moment for row in ordered)
    first = len(ordered) - older
    return first, first + PAGE_SIZE


def _cursor(request: Request) -> Cursor | None:
    written = request.args.get("cursor")
    if not written:
        return None
    try:
        pairs = parse_qs(b64decode(written, validate=True).decode(), strict_parsing=True)
        return Cursor(pairs["p"][0], "r" in pairs)
    except (ValueError, KeyError) as error:
        raise Refusal(404, "Invalid cursor") from error


def _address(request: Request, cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "cursor"]
    query = urlencode(sorted([*pairs, ("cursor", cursor.encoded())]))
    return urlsplit(request.base_url)._replace(query=query).geturl()
