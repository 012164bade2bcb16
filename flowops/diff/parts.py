"""Which action, category, case and exit of a node is which of the same node in another flow."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from flowops import canon
from flowops.diff.blind import blind
from flowops.diff.graph import Node
from flowops.diff.ladder import Key, Pairs, Rung, paired
from flowops.model.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that two nodes have in common, as pairs of before and after."""

    actions: Pairs
    categories: Pairs
    cases: Pairs
    exits: Pairs

    def uuids(self) -> Iterator[tuple[str, str]]:
        """UUID after and UUID before, where a part has one."""
        for before, after in (*self.exits, *self.actions, *self.categories, *self.cases):
            one, other = before.get("uuid"), after.get("uuid")
            if isinstance(one, str) and isinstance(other, str):
                yield other, one


def parts(before: Node, after: Node) -> Parts:
    """What two nodes that are the same have in common."""
    actions = paired(before.actions, after.actions, _ACTIONS)
    categories = paired(before.categories, after.categories, _categories(before, after))
    cases = paired(before.cases, after.cases, _cases(categories))
    return Parts(actions, categories, cases, paired(before.exits, after.exits, _exits(categories)))


def _uuid(part: JsonObject) -> Hashable:
    return (part["uuid"], _text(part.get("type"))) if isinstance(part.get("uuid"), str) else None


def _content(part: JsonObject) -> Hashable:
    return blind(part).key


def _target(action: JsonObject) -> Hashable:
    """An action of one sort on the same object: a field, a result, a flow, groups."""
    keys = ("field", "flow", "groups", "labels", "name", "result_name", "local")
    named = [(key, _text(_named(action[key]))) for key in keys if key in action]
    return (_text(action.get("type")), *named) if named else None


def _named(value: Json) -> Json:
    if isinstance(value, list):
        return [_named(item) for item in value]
    return value.get("key") or value.get("name") if isinstance(value, dict) else value


def _text(value: Json) -> str:
    return value if isinstance(value, str) else canon.compact(value).decode()


def _type(part: JsonObject) -> Hashable:
    return _text(part.get("type"))


_ACTIONS: tuple[Rung, ...] = tuple((key, key) for key in (_uuid, _content, _target, _type))


def _categories(before: Node, after: Node) -> tuple[Rung, ...]:
    """By UUID, by name, by the cases that lead to it, as the default one, by its place among as many."""
    by_name: Key = lambda part: _text(part.get("name"))  # noqa: E731 # three rungs of a ladder, one line each
    folded: Key = lambda part: _text(part.get("name")).casefold()  # noqa: E731
    rungs = [(key, key) for key in (_uuid, by_name, folded)]
    rungs += [(_leading_to(before), _leading_to(after)), (_default_of(before), _default_of(after))]
    return (
        *rungs,
        (_place(before.categories, after.categories), _place(after.categories, before.categories)),
    )


def _place(parts: list[JsonObject], others: list[JsonObject]) -> Key:
    places = {id(part): number for number, part in enumerate(parts)} if len(parts) == len(others) else {}
    return lambda part: places.get(id(part))


def _leading_to(node: Node) -> Key:
    meanings: dict[Json, list[bytes]] = defaultdict(list)
    for case in node.cases:
        if isinstance(case.get("category_uuid"), str):
            meanings[case["category_uuid"]].append(_meaning(case))
    return lambda category: tuple(meanings.get(_text(category.get("uuid")), ())) or None


def _default_of(node: Node) -> Key:
    default = node.router.get("default_category_uuid")
    return lambda category: True if default is not None and category.get("uuid") == default else None


def _cases(categories: Pairs) -> tuple[Rung, ...]:
    leads = {_text(after.get("uuid")): before.get("uuid") for before, after in categories}

    def before(case: JsonObject) -> Hashable:
        return _text(case.get("type")), _text(case.get("category_uuid"))

    def after(case: JsonObject) -> Hashable:
        return _text(case.get("type")), _text(leads.get(_text(case.get("category_uuid"))))

    return (_uuid, _uuid), (_meaning, _meaning), (before, after)


def _meaning(case: JsonObject) -> bytes:
    """Test and arguments; of a group, by its name."""
    arguments = case.get("arguments")
    shown = arguments[1:] if case.get("type") == "has_group" and isinstance(arguments, list) else arguments
    return canon.compact([case.get("type"), shown])


def _exits(categories: Pairs) -> tuple[Rung, ...]:
    """By UUID, by the category that leaves through them, then in order where no category does."""
    before = {_text(one.get("exit_uuid")): number for number, (one, _) in enumerate(categories)}
    after = {_text(other.get("exit_uuid")): number for number, (_, other) in enumerate(categories)}
    by_category = (_number(before), _number(after))
    return (_uuid, _uuid), by_category, (_unused(before), _unused(after))


def _number(numbers: dict[str, int]) -> Key:
    return lambda part: numbers.get(_text(part.get("uuid")))


def _unused(numbers: dict[str, int]) -> Key:
    return lambda part: None if _text(part.get("uuid")) in numbers else True
