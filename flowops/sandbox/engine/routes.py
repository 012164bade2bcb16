"""What goflow checks in a router that it has read."""

from collections.abc import Mapping, Sequence

from flowops.sandbox.engine import limits
from flowops.sandbox.engine.decoding import Malformed, Values
from flowops.sandbox.engine.elements import Exit, Router
from flowops.sandbox.engine.limits import at_most
from flowops.sandbox.engine.reading import Crashed, items, text

TESTS = frozenset(
    [
        "has_all_words",
        "has_any_word",
        "has_beginning",
        "has_category",
        "has_date",
        "has_date_eq",
        "has_date_gt",
        "has_date_lt",
        "has_district",
        "has_email",
        "has_error",
        "has_group",
        "has_intent",
        "has_number",
        "has_number_between",
        "has_number_eq",
        "has_number_gt",
        "has_number_gte",
        "has_number_lt",
        "has_number_lte",
        "has_only_phrase",
        "has_only_text",
        "has_pattern",
        "has_phone",
        "has_phrase",
        "has_state",
        "has_text",
        "has_time",
        "has_top_intent",
        "has_value",
        "has_ward",
    ]
)

_WAITS: Mapping[str, frozenset[str]] = {
    "msg": frozenset(("messaging", "messaging_offline", "voice")),
    "dial": frozenset(("voice",)),
}


def check_router(router: Router, exits: Sequence[Exit | None], flow_type: str, release: int) -> None:
    """Refuses a router that leads to a category or an exit that is not there."""
    known = {uuid for uuid, _ in router.categories}
    if router.type == "switch":
        _check_switch(router, known, release)
    at_most(limits.CATEGORIES, len(router.categories), release)
    wait = router.wait
    if wait and wait.timeout is not None and wait.timeout not in known:
        raise Malformed(f"timeout category {wait.timeout} is not a valid category")
    for _, exit_uuid in router.categories:
        _check_exit(exit_uuid, exits)
    if wait and flow_type not in _WAITS[wait.type]:
        raise Malformed(f"wait type '{wait.type}' is not allowed in a flow of type '{flow_type}'")


def _check_exit(uuid: str, exits: Sequence[Exit | None]) -> None:
    for way in exits:
        if way is None:
            raise Crashed
        if way.uuid == uuid:
            return
    raise Malformed(f"category exit {uuid} is not a valid exit")


def _check_switch(router: Router, known: set[str], release: int) -> None:
    at_most(limits.CASES, len(router.cases), release)
    if router.default and router.default not in known:
        raise Malformed(f"default category {router.default} is not a valid category")
    for case in router.cases:
        if case is None:
            raise Crashed
        if release < 237:  # seen in 0.178, gone in 0.250
            _check_old_case(case, known)
        else:
            _check_case(case, known, release)


def _check_old_case(case: Values, known: set[str]) -> None:
    if text(case, "category_uuid") not in known:
        raise Malformed(f"case category {text(case, 'category_uuid')} is not a valid category")
    if text(case, "type") not in TESTS:
        raise Malformed(f"case test {text(case, 'type')} is not a registered test function")


def _check_case(case: Values, known: set[str], release: int) -> None:
    try:
        if text(case, "category_uuid") not in known:
            raise Malformed(f"category {text(case, 'category_uuid')} is not a valid category")
        if text(case, "type") not in TESTS:
            raise Malformed(f"{text(case, 'type')} is not a registered test function")
        at_most(limits.ARGUMENTS, len(items(case, "arguments")), release)
    except Malformed as error:
        raise Malformed(f"invalid case[uuid={text(case, 'uuid')}]: {error}") from error
