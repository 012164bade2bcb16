"""The migrations to flow specs 14.0.0 to 14.4.1, as far as the verdict depends on them."""

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.migrated import Migrated, list_of, object_of, objects_of, text_of

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


def category_names(migrated: Migrated) -> None:  # 14.0.0
    for router in migrated.routers():
        for _, category in objects_of(router.get("categories")):
            category["name"] = text_of(category.get("name")) or "Match"


def webhook_status(migrated: Migrated) -> None:  # 14.1.0
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


def notes(migrated: Migrated) -> None:  # 14.2.0
    for at, action in migrated.actions("open_ticket"):
        if text_of(action.get("body")):
            action["note"] = action.pop("body")
            migrated.moved.append(((*at, "note"), (*at, "body")))
    localization = object_of(migrated.flow.get("localization")) or {}
    for language in list(localization):
        if len(language.encode(errors="surrogatepass")) != 3:
            del localization[language]


def locals(migrated: Migrated) -> None:  # 14.3.0
    for at, action, there, router in migrated.splits(_SPLITS):
        if not text_of(router.get("operand")).startswith("@results."):
            continue
        if _single_case(router, "has_text", [], "@locals._new_ticket"):
            router["result_name"] = action.pop("result_name", None)
            migrated.moved.append(((*there, "result_name"), (*at, "result_name")))


def single_arguments(migrated: Migrated) -> None:  # 14.3.1
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


def addresses(migrated: Migrated) -> None:  # 14.4.0
    for _, action in migrated.actions("send_msg"):
        action.pop("all_urns", None)


def webhook_cases(migrated: Migrated) -> None:  # 14.4.1
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
