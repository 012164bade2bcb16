"""Globals of an environment, side by side -> text and JSON; never a value."""

from collections.abc import Sequence
from dataclasses import dataclass

from flowops.model.json import JsonObject
from flowops.render.colours import Paint
from flowops.render.words import count, line

_TITLES = ("key", "used by", "declared", "workspace", "same")


@dataclass(frozen=True, slots=True)
class GlobalRow:
    """One global: which flows use it, whether the environment declares it, and what the workspace has.

    variable  the name of the variable that its value comes from; None for a plain value
    differs   whether the workspace has another value than the environment declares; None where nobody can know
    """

    key: str
    name: str
    used_by: tuple[str, ...]
    declared: bool
    variable: str | None
    is_set: bool
    blank: bool
    differs: bool | None

    @property
    def is_missing(self) -> bool:
        """Whether flows use it and there is no value to be had."""
        return bool(self.used_by) and not self.declared and (self.blank or not self.is_set)


def to_json(environment: str, rows: Sequence[GlobalRow]) -> JsonObject:
    """The document `flowops/globals@1`."""
    return {
        "format": "flowops/globals@1",
        "environment": environment,
        "globals": [
            {
                "key": row.key,
                "name": row.name,
                "used_by": [*row.used_by],
                "declared": row.declared,
                "variable": row.variable,
                "set": row.is_set,
                "blank": row.blank,
                "differs": row.differs,
            }
            for row in rows
        ],
    }


def to_text(environment: str, rows: Sequence[GlobalRow], paint: Paint) -> str:
    """A table, what to do about what is missing, and the summary as the last line."""
    table = [_TITLES, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for number, cells in enumerate(table):
        text = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        lines.append(paint(text, "red") if number and rows[number - 1].is_missing else text)
    missing = [row.key for row in rows if row.is_missing]
    if missing:
        lines.append(
            f"no value: {line(', '.join(missing), 500)}. Declare them under `globals` of environments/{environment}.yaml"
        )
    differing = sum(row.differs is True for row in rows)
    tail = f", {differing} to set with: flowops deploy {environment}" if differing else ""
    return "\n".join(
        [*lines, f"{environment}: {count(len(rows), 'global')}, {len(missing)} without a value{tail}"]
    )


def _cells(row: GlobalRow) -> tuple[str, ...]:
    declared = f"${{{row.variable}}}" if row.variable else "value" if row.declared else "no"
    there = "missing" if not row.is_set else "blank" if row.blank else "set"
    same = {None: "-", True: "no", False: "yes"}[row.differs]
    return line(row.key), count(len(row.used_by), "flow") if row.used_by else "-", declared, there, same
