"""Rules of lint explained: for the terminal and for docs/rules.md."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from flowops.model.description import Described
from flowops.model.json import Json, an_object
from flowops.render.outline_flow import flow_lines, is_flow

# What every example has; an example that has another value there shows it
_SAME: Mapping[str, Json] = {
    "spec_version": "13.1.0",
    "language": "eng",
    "type": "messaging",
    "expire_after_minutes": 10080,
    "localization": {},
}

_MOST_ROWS, _MOST_DRAWN, _WIDEST = 40, 32, 200


def explained(rule: Described) -> str:
    """What `flowops lint --explain` says."""
    practice = [f"Best practice of the CHT: {rule.practice}"] if rule.practice else []
    parts = [f"{rule.id}: {rule.title} ({rule.remarks})", rule.why, rule.advice, *practice]
    bad, good = map(_indented, _examples(rule))
    return "\n\n".join([*parts, f"Bad:\n\n{bad}", f"Good:\n\n{good}"])


def _indented(example: str) -> str:
    return "\n".join(f"    {row}".rstrip() for row in example.split("\n"))


def _examples(rule: Described) -> tuple[str, str]:
    """Drawn where drawings are short and show what is wrong, else the excerpts."""
    if rule.whole:
        bad, good = map(_whole, rule.whole)
        if bad != good and max(bad.count("\n"), good.count("\n")) < _MOST_DRAWN:
            return bad, good
    return _written(rule.bad), _written(rule.good)


def listed(rules: Iterable[Described]) -> Iterator[str]:
    """A table of Markdown with a row for each."""
    yield from ("| rule | | what is wrong | best practice |", "| --- | --- | --- | --- |")
    for it in rules:
        yield f"| [{it.id}](#{_anchor(it)}) | {it.remarks} | {it.title} | {it.practice} |"


def _anchor(rule: Described) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w -]", "", f"{rule.id}: {rule.title}".lower()).replace(" ", "-")


def documented(rules: Iterable[Described]) -> Iterator[str]:
    """Sections of Markdown, a line each."""
    for rule in rules:
        yield from (f"### {rule.id}: {rule.title}", "", f"*{rule.remarks}*", "", rule.why, rule.advice)
        yield from ("", f"Best practice of the CHT: {rule.practice}") if rule.practice else ()
        for word, example in zip(("Bad", "Good"), _examples(rule), strict=True):
            yield from ("", f"{word}:", "", "```text", example, "```")
        yield ""


def _written(example: Json) -> str:
    """A text as it stands, flows as `flowops git textconv` draws them, anything else as JSON; not endless."""
    rows = _whole(example).rstrip("\n").split("\n")
    short = rows if len(rows) <= _MOST_ROWS else [*rows[: _MOST_ROWS - 1], "…"]
    return "\n".join(row if len(row) <= _WIDEST else f"{row[:_WIDEST]}…" for row in short)


def _whole(example: Json) -> str:
    if isinstance(example, str):
        return example
    flows = {it: body for it, body in example.items() if _is_drawn(body)} if isinstance(example, dict) else {}
    if not flows or not isinstance(example, dict):
        return json.dumps(example, indent=2, ensure_ascii=False)
    others = {it: body for it, body in example.items() if it not in flows}
    drawn = [_drawn(name, body, titled=len(example) > 1) for name, body in flows.items()]
    return "\n\n".join([*drawn, *([json.dumps(others, indent=2, ensure_ascii=False)] if others else [])])


def _is_drawn(body: Json) -> bool:
    return isinstance(body, dict) and is_flow(body)


def _drawn(name: str, body: Json, *, titled: bool) -> str:
    """The nodes of a flow, and of the flow itself what is not the same in all examples."""
    told = {key: it for key, it in an_object(body).items() if key not in ("uuid", "name")}
    flow = {key: it for key, it in told.items() if key not in _SAME or it != _SAME[key]}
    rows = [*([f"flow {name}"] if titled else []), *flow_lines(flow)]
    return "\n".join(rows).strip("\n")
