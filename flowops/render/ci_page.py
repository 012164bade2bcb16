"""Pages of Markdown put together -> one page that fits: a comment, an issue, a summary."""

from collections.abc import Sequence
from itertools import accumulate

COMMENT = 60_000  # bytes; GitHub takes 65,536 characters
SUMMARY = 1_000_000  # bytes; GitHub takes 1 MiB of each step


def page(head: str, sections: Sequence[str], budget: int = COMMENT, more: str = "") -> str:
    """`head`, then each section whole or, where that is too much, its headline alone, the longest first; never longer.

    A section is never cut: half a table or half a block of code would spoil what comes after it. `more` says where
    to find what was left out.
    """
    kept = [section.strip() for section in sections if section.strip()]
    left_out = f"_Too long to show here. {more}_" if more else "_Too long to show here._"
    total = _size(_joined(head, kept))
    for at in sorted(range(len(kept)), key=lambda at: -_size(kept[at])):
        if total <= budget:
            break
        shorter = f"{headline(kept[at])}\n\n{left_out}"
        gained = _size(kept[at]) - _size(shorter)
        if gained > 0:
            kept[at] = shorter
            total -= gained
    return _joined(head, kept) if total <= budget else _fewer(head, kept, budget)


def _fewer(head: str, kept: Sequence[str], budget: int) -> str:
    """Hundreds of headlines may still be too much."""
    room = budget - _size(head) - _size(_more(len(kept))) - 3
    fitting = sum(1 for size in accumulate(_size(section) + 2 for section in kept) if size <= room)
    text = _joined(head, [*kept[:fitting], _more(len(kept) - fitting)])
    return text if _size(text) <= budget else text.encode()[:budget].decode(errors="ignore")


def _more(number: int) -> str:
    return f"… and {number} more"


def headline(section: str) -> str:
    """The first line of a page, which says it all in one line."""
    return section.strip().partition("\n")[0]


def _joined(head: str, kept: Sequence[str]) -> str:
    return "\n\n".join(part for part in (head, *kept) if part) + "\n"


def _size(text: str) -> int:
    return len(text.encode())
