"""Pages of Markdown put together -> one page that fits: a comment, an issue, a summary."""

from collections.abc import Sequence

COMMENT = 60_000  # bytes; GitHub takes 65,536 characters
SUMMARY = 1_000_000  # bytes; GitHub takes 1 MiB of each step


def page(head: str, sections: Sequence[str], budget: int = COMMENT, more: str = "") -> str:
    """`head`, then each section whole or, where that is too much, its headline alone, the longest first; never longer.

    A section is never cut: half a table or half a block of code would spoil what comes after it. `more` says where
    to find what was left out.
    """
    kept = [section.strip() for section in sections if section.strip()]
    by_size = sorted(range(len(kept)), key=lambda at: -_size(kept[at]))
    left_out = f"_Too long to show here. {more}_" if more else "_Too long to show here._"
    for at in by_size:
        if _size(_joined(head, kept)) <= budget:
            break
        kept[at] = min(f"{headline(kept[at])}\n\n{left_out}", kept[at], key=_size)
    return _fewer(head, kept, budget)


def _fewer(head: str, kept: list[str], budget: int) -> str:
    """Hundreds of headlines may still be too much."""
    number = len(kept)
    while number and _size(_shown(head, kept, number)) > budget:
        number -= 1
    text = _shown(head, kept, number)
    return text if _size(text) <= budget else text.encode()[:budget].decode(errors="ignore")


def _shown(head: str, kept: list[str], number: int) -> str:
    more = [f"… and {len(kept) - number} more"] if number < len(kept) else []
    return _joined(head, [*kept[:number], *more])


def headline(section: str) -> str:
    """The first line of a page, which says it all in one line."""
    return section.strip().partition("\n")[0]


def _joined(head: str, kept: Sequence[str]) -> str:
    return "\n\n".join(part for part in (head, *kept) if part) + "\n"


def _size(text: str) -> int:
    return len(text.encode())
