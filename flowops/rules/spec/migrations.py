"""What each migration of the engine does to an older flow, as far as the verdict depends on it.

Left out: rewriting expressions (13.3.0, 13.6.1), which changes no more than the length of a text, and new operands.
"""

from collections.abc import Callable

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.migrated import Migrated, copied, list_of, object_of, objects_of, text_of
from flowops.rules.spec.release import Version

_NEW_UUID = "00000000-0000-4000-8000-000000000000"  # of what migrations make; it is never compared
_WEBHOOKS = frozenset({"call_webhook", "call_resthook"})
_SPLITS = frozenset({"open_ticket", "transfer_airtime"})
_TEXT_TESTS = frozenset(
    {
        "has_only_text",
        "has_phrase",
        "has_only_phrase",
        "has_any_word",
        "has_all_words",
        "has_beginning",
        "has_pattern",
    }
)
# What Go takes for white space: not the separators U+001C to U+001F, which Python takes for it too
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def migrate(flow: JsonObject, given: Version, wanted: Version) -> Migrated:
    """The flow, which is at spec `given`, at `wanted`: a copy, or the flow itself where nothing is to be done."""
    steps = [step for version, step in MIGRATIONS if given < version <= wanted]
    if not steps:
        return Migrated(flow)
    migrated = copied(flow)
    for step in steps:
        step(migrated)
    return migrated


def _template_uuid(migrated: Migrated) -> None:  # 13.1.0
    for _, action in migrated.actions("send_msg"):
        templating = object_of(action.get("templating"))
        if templating is not None:
            templating["uuid"] = _NEW_UUID


def _language(migrated: Migrated) -> None:  # 13.2.0
    if len(text_of(migrated.flow.get("language")).encode(errors="surrogatepass")) != 3:
        migrated.flow["language"] = "und"
        (object_of(migrated.flow.get("localization")) or {}).pop("und", None)


def _components(migrated: Migrated) -> None:  # 13.4.0
    for at, action in migrated.actions("send_msg"):
        templating = object_of(action.get("templating"))
        if templating is None:
            continue
        params = list_of(templating.pop("variables", None))
        templating["components"] = [{"uuid": _NEW_UUID, "name": "body", "params": params}]
        migrated.moved.append(
            ((*at, "templating", "components", 0, "params"), (*at, "templating", "variables"))
        )
        uuid = text_of(templating.pop("uuid", None))
        for _, items in migrated.translations():
            _move(items, uuid, "variables", _NEW_UUID + text_of(action.get("uuid")), "params")
        for _, component in objects_of(templating["components"]):
            component["uuid"] = _NEW_UUID + text_of(action.get("uuid"))


def _move(items: JsonObject, uuid: str, key: str, other: str, new: str) -> None:
    """A translation from one item's property to another's."""
    item = object_of(items.get(uuid))
    if item is None or not isinstance(item.get(key), list):
        return
    texts = item.pop(key)
    if not item:
        del items[uuid]
    target = object_of(items.setdefault(other, {}))
    if target is not None:
        target[new] = texts


def _variables(migrated: Migrated) -> None:  # 13.5.0
    for at, action in migrated.actions("send_msg"):
        templating = object_of(action.get("templating"))
        if templating is None:
            continue
        components = [component for _, component in objects_of(templating.get("components"))]
        texts: list[Json] = [
            text_of(param) for component in components for param in list_of(component.get("params"))
        ]
        _translate(migrated, text_of(action.get("uuid")), components)
        action["template"], action["template_variables"] = templating.get("template"), texts
        del action["templating"]
        migrated.moved.append(((*at, "template"), (*at, "templating", "template")))
        migrated.moved.append(((*at, "template_variables"), (*at, "templating")))


def _translate(migrated: Migrated, uuid: str, components: list[JsonObject]) -> None:
    """The translations of a template's components become one of the action."""
    for _, items in migrated.translations():
        texts: list[Json] = []
        found = False
        for component in components:
            item = object_of(items.get(text_of(component.get("uuid")))) or {}
            params = item.pop("params", None) if isinstance(item.get("params"), list) else None
            found = found or params is not None
            texts += [
                text_of(text) for text in list_of(component.get("params") if params is None else params)
            ]
            if params is not None and not item:
                del items[text_of(component.get("uuid"))]
        target = object_of(items.setdefault(uuid, {})) if found else None
        if target is not None:
            target["template_variables"] = texts


def _names(migrated: Migrated) -> None:  # 13.6.0
    for _, action in migrated.actions("set_run_result"):
        _cut(action, "name", 64)
        _cut(action, "category", 36)
    for router in migrated.routers():
        _cut(router, "result_name", 64)
        for _, category in objects_of(router.get("categories")):
            _cut(category, "name", 36)


def _cut(element: JsonObject, key: str, most: int) -> None:
    name = text_of(element.get(key))
    if len(name.encode(errors="surrogatepass")) > most:  # measured in bytes, cut in characters
        element[key] = name[:most].strip(_SPACE)


def _category_names(migrated: Migrated) -> None:  # 14.0.0
    for router in migrated.routers():
        for _, category in objects_of(router.get("categories")):
            category["name"] = text_of(category.get("name")) or "Match"


def _webhook_status(migrated: Migrated) -> None:  # 14.1.0
    for _, _, _, router in migrated.splits(_WEBHOOKS):
        if text_of(router.get("operand")).startswith("@results."):
            _single_case(router, "has_number_between", ["200", "299"], "@webhook.status")
    for kind in ("send_msg", "send_broadcast"):
        for _, action in migrated.actions(kind):
            if isinstance(action.get("quick_replies"), list):
                action["quick_replies"] = list_of(action["quick_replies"])[:10]


def _single_case(router: JsonObject, test: str, arguments: list[Json], operand: str) -> bool:
    """The first case only, with this test; not where the first is none."""
    cases = list_of(router.get("cases"))
    if not cases or not isinstance(cases[0], dict):
        return False
    cases[0].update(type=test, arguments=arguments)
    router["cases"], router["operand"] = cases[:1], operand
    return True


def _notes(migrated: Migrated) -> None:  # 14.2.0
    for at, action in migrated.actions("open_ticket"):
        if text_of(action.get("body")):
            action["note"] = action.pop("body")
            migrated.moved.append(((*at, "note"), (*at, "body")))
    localization = object_of(migrated.flow.get("localization")) or {}
    for language in list(localization):
        if len(language.encode(errors="surrogatepass")) != 3:
            del localization[language]


def _locals(migrated: Migrated) -> None:  # 14.3.0
    for at, action, there, router in migrated.splits(_SPLITS):
        if not text_of(router.get("operand")).startswith("@results."):
            continue
        if _single_case(router, "has_text", [], "@locals._new_ticket"):
            router["result_name"] = action.pop("result_name", None)
            migrated.moved.append(((*there, "result_name"), (*at, "result_name")))


def _single_arguments(migrated: Migrated) -> None:  # 14.3.1
    for router in migrated.routers():
        if router.get("type") != "switch":
            continue
        for _, case in objects_of(router.get("cases")):
            if text_of(case.get("type")) in _TEXT_TESTS:
                _join(case)
                for _, items in migrated.translations():
                    _join(object_of(items.get(text_of(case.get("uuid")))) or {})


def _join(holder: JsonObject) -> None:
    arguments = list_of(holder.get("arguments"))
    if len(arguments) > 1:
        holder["arguments"] = [" ".join(map(text_of, arguments))]


def _addresses(migrated: Migrated) -> None:  # 14.4.0
    for _, action in migrated.actions("send_msg"):
        action.pop("all_urns", None)


def _webhook_cases(migrated: Migrated) -> None:  # 14.4.1
    for _, _, _, router in migrated.splits(_WEBHOOKS):
        cases = list_of(router.get("cases"))
        if not _single_case(router, "has_number_between", ["200", "299"], "@webhook.status"):
            continue
        for _, case in objects_of(cases):
            for _, items in migrated.translations():
                _forget(items, text_of(case.get("uuid")))


def _forget(items: JsonObject, uuid: str) -> None:
    item = object_of(items.get(uuid))
    if uuid and item is not None:
        item.pop("arguments", None)
        if not item:
            del items[uuid]


def _nothing(migrated: Migrated) -> None:
    """A migration that no verdict depends on, but which sorts the keys like all of them."""


MIGRATIONS: tuple[tuple[Version, Callable[[Migrated], None]], ...] = (
    ((13, 1, 0), _template_uuid),
    ((13, 2, 0), _language),
    ((13, 3, 0), _nothing),
    ((13, 4, 0), _components),
    ((13, 5, 0), _variables),
    ((13, 6, 0), _names),
    ((13, 6, 1), _nothing),
    ((14, 0, 0), _category_names),
    ((14, 1, 0), _webhook_status),
    ((14, 2, 0), _notes),
    ((14, 3, 0), _locals),
    ((14, 3, 1), _single_arguments),
    ((14, 4, 0), _addresses),
    ((14, 4, 1), _webhook_cases),
    ((14, 4, 2), _nothing),
)
