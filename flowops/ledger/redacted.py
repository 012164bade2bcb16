"""A receipt as it may be pushed: every text in it that a server or a person wrote, without values of secrets."""

from dataclasses import replace

from flowops.environment import redact
from flowops.model.json import Json
from flowops.model.receipt import Receipt


def redacted(receipt: Receipt) -> Receipt:
    """The receipt with `***` for values that were read from variables; it can always be written as UTF-8."""
    return replace(
        receipt,
        who=_text(receipt.who),
        reason=None if receipt.reason is None else _text(receipt.reason),
        allowed={guard: _text(found) for guard, found in receipt.allowed.items()},
        actions=tuple({key: _json(value) for key, value in action.items()} for action in receipt.actions),
        problems=tuple(map(_text, receipt.problems)),
    )


def _json(value: Json) -> Json:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [*map(_json, value)]
    if isinstance(value, dict):
        return {_text(key): _json(item) for key, item in value.items()}
    return value


def _text(text: str) -> str:
    """Half a character, as a terminal or a server may send it, must not stop a receipt from being written."""
    return redact(text.encode(errors="replace").decode())
