"""A flow -> its nodes as blocks of lines, in the order in which a contact can come to them."""

from collections.abc import Iterator

from flowops.model.json import Json, JsonObject, objects
from flowops.model.label import node_label
from flowops.render.outline_plain import Plain, is_uuid, scalar
from flowops.render.words import as_json, shows

# As `FLOW.volatile` of flowops.model.kind, whose import takes longer than all of this; a test compares the two
VOLATILE = frozenset(
    {"revision", "metadata", "_dependencies", "_results", "_waiting_exits", "site", "runs", "run_counts"}
)
_APART = ("nodes", "localization", "_ui")
_PLACE = ("position", "width", "height")
_CASE = ("type", "arguments", "category_uuid")


def is_flow(value: JsonObject) -> bool:
    """Whether it has nodes, as flows from version 13 on have."""
    return isinstance(value.get("nodes"), list)


def flow_lines(flow: JsonObject) -> Iterator[str]:
    """The flow itself, its nodes, its notes, and what is left."""
    yield from Plain().members(flow, 0, without=(*VOLATILE, *_APART))
    yield from _Flow(flow).lines()


class _Flow:
    def __init__(self, flow: JsonObject) -> None:
        nodes = flow["nodes"]
        listed = nodes if isinstance(nodes, list) else []
        self.nodes = _in_order([node for node in listed if isinstance(node, dict)])
        self.others: list[Json] = [node for node in listed if not isinstance(node, dict)]
        self.labels = _labels(self.nodes)
        self.names = {
            uuid: f'"{label}"'
            for node, label in zip(self.nodes, self.labels, strict=True)
            if isinstance(uuid := node.get("uuid"), str)
        }
        self.localization = flow.get("localization")
        self.translations = _translations(self.localization)
        self.used: set[str] = set()
        self.ui = flow.get("_ui")

    def lines(self) -> Iterator[str]:
        shown = _object(_object(self.ui).get("nodes"))
        for node, label in zip(self.nodes, self.labels, strict=True):
            yield ""
            yield label
            yield from self.node(node, shown)
        if self.others:
            yield from Plain().member("nodes", self.others, 0)
        yield from self.notes()
        yield from self.left_of_ui()
        yield from self.left_of_translations()

    def node(self, node: JsonObject, shown: JsonObject) -> Iterator[str]:
        uuid = node.get("uuid")
        if isinstance(uuid, str) and uuid in shown:
            yield from Plain(hidden=_PLACE).member("editor", shown[uuid], 2)
        actions = node.get("actions")
        for action in actions if isinstance(actions, list) else ():
            yield from self.action(action)
        router = _object(node.get("router"))
        categories = {str(it.get("uuid")): scalar(it.get("name")) for it in objects(router.get("categories"))}
        plain = Plain({**self.names, **categories})
        if router:
            yield f"  router: {scalar(router.get('type'))}"
            yield from plain.members(router, 4, without=("type", *_lists(router, "cases", "categories")))
            for case in objects(router.get("cases")):
                yield from self.case(case, plain)
        yield from self.ways(node, router, plain)
        apart = [*_lists(node, "actions", "exits"), *(["router"] if router else [])]
        yield from plain.members(node, 2, without=apart)

    def action(self, action: Json) -> Iterator[str]:
        if not isinstance(action, dict):
            yield f"  {scalar(action)}"
            return
        yield f"  {scalar(action.get('type'))}"
        yield from self.part(action, 4, ("type",), Plain(self.names))

    def case(self, case: JsonObject, plain: Plain) -> Iterator[str]:
        arguments = case.get("arguments")
        listed = arguments if isinstance(arguments, list) else [arguments] if "arguments" in case else []
        if listed and case.get("type") == "has_group" and isinstance(listed[0], str) and is_uuid(listed[0]):
            listed = listed[1:]
        category = case.get("category_uuid")
        leads = plain.name(category) if isinstance(category, str | None) else scalar(category)
        yield " ".join(["   ", scalar(case.get("type")), *map(as_json, listed), "->", leads])
        yield from self.part(case, 6, _CASE, plain)

    def ways(self, node: JsonObject, router: JsonObject, plain: Plain) -> Iterator[str]:
        exits = objects(node.get("exits"))
        known = {str(exit_.get("uuid")): exit_ for exit_ in exits}
        left = dict(enumerate(exits))
        for category in objects(router.get("categories")):
            exit_ = known.get(str(category.get("exit_uuid")))
            target = _destination(exit_, plain) if exit_ else "?"
            yield f"  {scalar(category.get('name'))} -> {target}"
            yield from self.part(category, 4, ("name", "exit_uuid"), plain)
            left = {number: it for number, it in left.items() if it is not exit_}
            yield from plain.members(exit_ or {}, 4, without=("destination_uuid",))
        for number, exit_ in left.items():
            yield f"  {'' if number == 0 else f'exit {number + 1} '}-> {_destination(exit_, plain)}"
            yield from plain.members(exit_, 4, without=("destination_uuid",))

    def part(self, part: JsonObject, indent: int, without: tuple[str, ...], plain: Plain) -> Iterator[str]:
        """An object with its translations."""
        uuid = part.get("uuid")
        translations = self.translations.get(uuid, {}) if isinstance(uuid, str) else {}
        self.used |= {uuid} if isinstance(uuid, str) else set()
        yield from plain.members(part, indent, without, translations)

    def notes(self) -> Iterator[str]:
        stickies = _object(_object(self.ui).get("stickies"))
        for text in sorted("\n".join(Plain(hidden=_PLACE).member("note", it, 0)) for it in stickies.values()):
            yield ""
            yield from text.split("\n")

    def left_of_ui(self) -> Iterator[str]:
        left = self.ui
        if isinstance(left, dict):
            nodes, stickies = left.get("nodes"), left.get("stickies")
            rest: JsonObject = {
                "nodes": {uuid: it for uuid, it in nodes.items() if uuid not in self.names}
                if isinstance(nodes, dict)
                else nodes,
                "stickies": None if isinstance(stickies, dict) else stickies,
            }
            others = {key: value for key, value in left.items() if key not in rest}
            left = others | {key: value for key, value in rest.items() if value not in ({}, None)}
        if left is not None and left != {}:
            yield ""
            yield from Plain(hidden=_PLACE).member("editor", left, 0)

    def left_of_translations(self) -> Iterator[str]:
        left = self.localization
        if isinstance(left, dict):
            left = {language: self.unused(items) for language, items in left.items()}
            left = {language: items for language, items in left.items() if items != {}}
        if left is not None and left != {}:
            yield ""
            yield from Plain().member("localization", left, 0)

    def unused(self, items: Json) -> Json:
        if not isinstance(items, dict):
            return items
        return {uuid: it for uuid, it in items.items() if uuid not in self.used or not isinstance(it, dict)}


def _in_order(nodes: list[JsonObject]) -> list[JsonObject]:
    """From the entry along the exits, nearest first; then what nothing leads to, as the file has it."""
    places = {str(node.get("uuid")): number for number, node in reversed([*enumerate(nodes)])}
    order = dict.fromkeys(range(min(1, len(nodes))))
    pending = [*order]
    for number in pending:
        for exit_ in objects(nodes[number].get("exits")):
            target = places.get(_target(exit_) or "")
            if target is not None and target not in order:
                order[target] = None
                pending.append(target)
    return [nodes[number] for number in [*order, *(n for n in range(len(nodes)) if n not in order)]]


def _labels(nodes: list[JsonObject]) -> list[str]:
    """The label of each node, with a number where an earlier one has the same."""
    numbers: dict[str, int] = {}
    taken: dict[str, None] = {}
    for node in nodes:
        plain = node_label(node)
        label = name = plain if all(map(shows, plain)) else as_json(plain)[1:-1]
        while name in taken:
            numbers[label] = numbers.get(label, 1) + 1
            name = f"{label} ({numbers[label]})"
        taken[name] = None
    return [*taken]


def _translations(localization: Json) -> dict[str, dict[str, list[tuple[str, Json]]]]:
    """UUID of an item -> property -> language and translation."""
    found: dict[str, dict[str, list[tuple[str, Json]]]] = {}
    for language, items in sorted(_object(localization).items()):
        for uuid, properties in _object(items).items():
            for key, value in _object(properties).items():
                found.setdefault(uuid, {}).setdefault(key, []).append((language, value))
    return found


def _destination(exit_: JsonObject, plain: Plain) -> str:
    return plain.name(target) if (target := _target(exit_)) else "end of the flow"


def _target(exit_: JsonObject) -> str | None:
    target = exit_.get("destination_uuid")
    return target if isinstance(target, str) else None


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _lists(value: JsonObject, *keys: str) -> list[str]:
    """Those of the keys under which it holds objects only, so that nothing else needs to be shown."""
    return [key for key in keys if isinstance(it := value.get(key), list) and len(objects(it)) == len(it)]
