"""The migrations from spec 14.0 to 14.4.1, each as goflow does it."""

from collections.abc import Mapping

from flowops.model.json import JsonObject
from flowops.sandbox.engine.uuids import NewUuid
from flowops.sandbox.engine.views import (
    actions_of,
    first_case,
    localization,
    routers_of,
    splits,
    switches,
    translations,
)
from flowops.sandbox.parsing import objects, optional

_MAX_EXPIRES: Mapping[str, int] = {"messaging": 20160, "voice": 15}  # minutes; 0 for other types
_CALLS = ("call_webhook", "call_resthook")
_LOCALS: Mapping[str, str] = {"open_ticket": "_new_ticket", "transfer_airtime": "_new_transfer"}
_TEXT_TESTS = frozenset(
    [
        "has_only_text",
        "has_phrase",
        "has_only_phrase",
        "has_any_word",
        "has_all_words",
        "has_beginning",
        "has_pattern",
    ]
)


def to_14_0_0(flow: JsonObject, _: NewUuid) -> None:
    """The expiry is capped, and every category has a name."""
    expires = flow.get("expire_after_minutes")
    if type(expires) is int:
        flow["expire_after_minutes"] = min(expires, _MAX_EXPIRES.get(optional(flow, "type"), 0))
    for router in routers_of(flow):
        for category in objects(router.get("categories")):
            category["name"] = optional(category, "name") or "Match"


def to_14_1_0(flow: JsonObject, _: NewUuid) -> None:
    """Splits on a call look at its status instead of its result; there are ten quick replies at most."""
    for _action, switch in splits(flow, *_CALLS):
        if optional(switch, "operand").startswith("@results."):
            _split_on_status(switch)
    for action in actions_of(flow, "send_msg", "send_broadcast"):
        replies = action.get("quick_replies")
        if isinstance(replies, list):
            action["quick_replies"] = replies[:10]


def _split_on_status(switch: JsonObject) -> None:
    case = first_case(switch)
    if case is not None:
        case["type"] = "has_number_between"
        case["arguments"] = ["200", "299"]
        switch["operand"] = "@webhook.status"
        switch["cases"] = [case]


def to_14_2_0(flow: JsonObject, _: NewUuid) -> None:
    """A ticket's body is its note; languages have three letters."""
    for action in actions_of(flow, "open_ticket"):
        if optional(action, "body"):
            action["note"] = action.pop("body")
    languages = localization(flow)
    for language in [code for code in languages if len(code.encode(errors="replace")) != 3]:
        del languages[language]


def to_14_3_0(flow: JsonObject, _: NewUuid) -> None:
    """Splits on a ticket or a transfer look at a local variable; the result is saved by the router."""
    for action, switch in splits(flow, *_LOCALS):
        case = first_case(switch)
        if case is not None and optional(switch, "operand").startswith("@results."):
            case["type"] = "has_text"
            case["arguments"] = []
            switch["operand"] = f"@locals.{_LOCALS[optional(action, 'type')]}"
            switch["cases"] = [case]
            switch["result_name"] = action.pop("result_name", None)


def to_14_3_1(flow: JsonObject, _: NewUuid) -> None:
    """Tests of a text have one argument."""
    for switch in switches(flow):
        for case in objects(switch.get("cases")):
            if optional(case, "type") in _TEXT_TESTS:
                _join_arguments(flow, case)


def _join_arguments(flow: JsonObject, case: JsonObject) -> None:
    arguments = case.get("arguments")
    if isinstance(arguments, list) and len(arguments) > 1:
        case["arguments"] = [" ".join(text if isinstance(text, str) else "" for text in arguments)]
    for translation in translations(flow):
        texts = translation.get(optional(case, "uuid"), "arguments")
        if texts is not None and len(texts) > 1:
            translation.set(optional(case, "uuid"), "arguments", [" ".join(texts)])


def to_14_4_0(flow: JsonObject, _: NewUuid) -> None:
    """A message goes to one address."""
    for action in actions_of(flow, "send_msg"):
        action.pop("all_urns", None)


def to_14_4_1(flow: JsonObject, _: NewUuid) -> None:
    """Every split on a call looks at its status, whatever it looked at before."""
    for _action, switch in splits(flow, *_CALLS):
        if first_case(switch) is None:
            continue
        uuids = [optional(case, "uuid") for case in objects(switch.get("cases"))]
        _split_on_status(switch)
        for translation in translations(flow):
            for uuid in filter(None, uuids):
                translation.delete(uuid, "arguments")
