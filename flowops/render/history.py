"""Receipts -> the history of an environment, as text and JSON."""

from collections.abc import Callable, Sequence

from flowops.model.json import JsonObject
from flowops.model.receipt import Receipt
from flowops.render.words import count, line

Paint = Callable[[str, str], str]
_COLOURS = {"open": "yellow", "verified": "green", "unverified": "yellow", "failed": "red"}
_TITLES = ("when (UTC)", "id", "status", "changed", "commit", "who", "reason")
_STATUS = _TITLES.index("status")


def to_json(receipts: Sequence[Receipt]) -> JsonObject:
    """The document `flowops/history@1`."""
    return {"format": "flowops/history@1", "deploys": [_deploy(receipt) for receipt in receipts]}


def _deploy(receipt: Receipt) -> JsonObject:
    return {
        "id": receipt.id,
        "environment": receipt.environment,
        "digest": receipt.digest,
        "commit": receipt.commit,
        "who": receipt.who,
        "started_at": receipt.started_at,
        "finished_at": receipt.finished_at,
        "status": receipt.status,
        "reason": receipt.reason,
    }


def to_text(environment: str, receipts: Sequence[Receipt], paint: Paint) -> str:
    """A table with a line for each deploy, what to do about one that has not ended, and a summary as the last line."""
    if not receipts:
        return f"{environment}: never deployed with flowops"
    rows = [_TITLES, *map(_row, receipts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[_STATUS] = paint(cells[_STATUS], _COLOURS.get(row[_STATUS], "white"))
        lines.append("  ".join(cells).rstrip())
    pending = [_pending(receipt) for receipt in receipts if receipt.is_open]
    return "\n".join([*lines, *pending, _summary(environment, receipts)])


def _row(receipt: Receipt) -> tuple[str, ...]:
    return (
        _minute(receipt.started_at),
        receipt.id,
        receipt.status,
        str(receipt.changed),
        (receipt.commit or "-")[:10],
        line(receipt.who),
        line(receipt.reason or ""),
    )


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _pending(receipt: Receipt) -> str:
    environment = line(receipt.environment)
    return (
        f"{receipt.id} has not ended: it is running, or was killed. If nothing runs, see what it left with"
        f" flowops verify {environment}; back to what it found: flowops rollback {environment} --to {receipt.id}"
    )


def _summary(environment: str, receipts: Sequence[Receipt]) -> str:
    last = receipts[0]
    return f"{environment}: {count(len(receipts), 'deploy')}, the last one {_minute(last.started_at)} UTC, {last.status}"
