"""The migrations to flow specs 13.1.0 to 13.6.1, as far as the verdict depends on them.

Left out: rewriting expressions (13.3.0, 13.6.1), which changes no more than the length of a text. Whatever is rewritten
ends at its first NUL, though.
"""

from collections.abc import Mapping

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.migrated import Migrated, list_of, object_of, objects_of, text_of

_NEW_UUID = "00000000-0000-4000-8000-000000000000"  # of what migrations make; it is never compared
# The templates that must not be empty, or have a pattern; "" stands for the router
_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "": ("operand",),
    "add_contact_groups": ("groups",),
    "add_contact_urn": ("path",),
    "add_input_labels": ("labels",),
    "call_classifier": ("input",),
    "call_webhook": ("url",),
    "open_ticket": ("assignee",),
    "play_audio": ("audio_url",),
    "remove_contact_groups": ("groups",),
    "say_msg": ("text",),
    "send_broadcast": ("text", "attachments", "groups"),
    "send_email": ("subject", "body"),
    "send_msg": ("text", "attachments"),
    "start_session": ("groups",),
}
_BY_TEMPLATE = frozenset({"name_match", "email"})  # how references name something by a template
# What Go takes for white space: not the separators U+001C to U+001F, which Python takes for it too
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def template_uuid(migrated: Migrated) -> None:  # 13.1.0
    for _, action in migrated.actions("send_msg"):
        templating = object_of(action.get("templating"))
        if templating is not None:
            templating["uuid"] = _NEW_UUID


def language(migrated: Migrated) -> None:  # 13.2.0
    if len(text_of(migrated.flow.get("language")).encode(errors="surrogatepass")) != 3:
        migrated.flow["language"] = "und"
        (object_of(migrated.flow.get("localization")) or {}).pop("und", None)


def rewrite(migrated: Migrated) -> None:  # 13.3.0, 13.6.1
    for _, _, actions, router in migrated.nodes():
        for element in [action for _, action in actions] + [router or {}]:
            kind = "" if element is router else text_of(element.get("type"))
            for key in _TEMPLATES.get(kind, ()):
                if key in element:
                    element[key] = _until_nul(element[key])


def _until_nul(value: Json) -> Json:
    """Each template in the value up to its first NUL."""
    if isinstance(value, str):
        return value.partition("\0")[0]
    if isinstance(value, list):
        return [_until_nul(item) for item in value]
    if isinstance(value, dict):
        return {**value, **{key: _until_nul(value[key]) for key in _BY_TEMPLATE & value.keys()}}
    return value


def components(migrated: Migrated) -> None:  # 13.4.0
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


def variables(migrated: Migrated) -> None:  # 13.5.0
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


def names(migrated: Migrated) -> None:  # 13.6.0
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
