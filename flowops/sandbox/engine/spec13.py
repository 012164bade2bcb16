"""The migrations from spec 13.0 to 13.6.1, each as goflow does it."""

from typing import cast

from flowops.model.json import Json, JsonObject
from flowops.sandbox.engine.expressions import Piece
from flowops.sandbox.engine.templates import SPEC_13_2, SPEC_13_6, rewrite_templates
from flowops.sandbox.engine.uuids import NewUuid
from flowops.sandbox.engine.views import (
    Translation,
    actions_of,
    localization,
    routers_of,
    translations,
)
from flowops.sandbox.parsing import objects, optional


def to_13_1_0(flow: JsonObject, new_uuid: NewUuid) -> None:
    """A message's `templating` gets a UUID."""
    for _, templating in _templatings(flow):
        templating["uuid"] = new_uuid()


def to_13_2_0(flow: JsonObject, _: NewUuid) -> None:
    """`base` and whatever else has not three letters is no language."""
    if len(optional(flow, "language").encode()) != 3:
        flow["language"] = "und"
        localization(flow).pop("und", None)


def to_13_3_0(flow: JsonObject, _: NewUuid) -> None:
    """The answer of a webhook moves from `webhook` to `webhook.json`."""
    rewrite_templates(flow, SPEC_13_2, "webhook", _rename_webhook)


def _rename_webhook(pieces: list[Piece]) -> bool:
    found = [piece for piece in pieces if piece.kind == "name" and piece.text.lower() == "webhook"]
    for piece in found:
        piece.text = "webhook.json"
    return bool(found)


def to_13_4_0(flow: JsonObject, new_uuid: NewUuid) -> None:
    """The variables of a `templating` become the parameters of its one component."""
    for _, templating in _templatings(flow):
        old = optional(templating, "uuid")
        new = new_uuid()
        variables = templating.get("variables")
        params = variables if isinstance(variables, list) else []
        templating["components"] = [{"uuid": new, "name": "body", "params": params}]
        for translation in translations(flow):
            texts = translation.get(old, "variables")
            if texts is not None:
                translation.set(new, "params", texts)
                translation.delete(old, "variables")
        templating.pop("uuid", None)
        templating.pop("variables", None)


def to_13_5_0(flow: JsonObject, _: NewUuid) -> None:
    """The parameters of all components become one list of the action."""
    for action, templating in _templatings(flow):
        components = [
            (optional(component, "uuid"), _params(component)) for component in _components(templating)
        ]
        action["template"] = templating.get("template")
        action["template_variables"] = cast(list[Json], [text for _, texts in components for text in texts])
        del action["templating"]
        for translation in translations(flow):
            _merge_params(translation, components, optional(action, "uuid"))


def _merge_params(translation: Translation, components: list[tuple[str, list[str]]], action: str) -> None:
    merged: list[str] = []
    translated = False
    for uuid, base in components:
        texts = translation.get(uuid, "params")
        translated |= texts is not None
        merged += base if texts is None else texts
        if texts is not None:
            translation.delete(uuid, "params")
    if translated:
        translation.set(action, "template_variables", merged)


def to_13_6_0(flow: JsonObject, _: NewUuid) -> None:
    """Names of results and categories are cut."""
    for action in actions_of(flow, "set_run_result"):
        _cut(action, "name", 64)
        _cut(action, "category", 36)
    for router in routers_of(flow):
        _cut(router, "result_name", 64)
        for category in objects(router.get("categories")):
            _cut(category, "name", 36)


def _cut(source: JsonObject, key: str, limit: int) -> None:
    value = optional(source, key)
    if len(value.encode(errors="replace")) > limit:  # goflow tests bytes, but cuts characters
        source[key] = value[:limit].strip()


def to_13_6_1(flow: JsonObject, _: NewUuid) -> None:
    """Look-ups of results are cut like their names."""
    rewrite_templates(flow, SPEC_13_6, "results", _cut_results)


def _cut_results(pieces: list[Piece]) -> bool:
    found = [
        lookup
        for root, lookup in zip(pieces, pieces[2:], strict=False)
        if root.kind == "name"
        and root.text == "results"
        and lookup.kind == "lookup"
        and len(lookup.text) > 64
    ]
    for lookup in found:
        lookup.text = lookup.text[:64]
    return bool(found)


def _templatings(flow: JsonObject) -> list[tuple[JsonObject, JsonObject]]:
    return [
        (action, templating)
        for action in actions_of(flow, "send_msg")
        for templating in objects([action.get("templating")])
    ]


def _components(templating: JsonObject) -> list[JsonObject]:
    components = templating.get("components")
    return (
        [item if isinstance(item, dict) else {} for item in components]
        if isinstance(components, list)
        else []
    )


def _params(component: JsonObject) -> list[str]:
    params = component.get("params")
    return [text if isinstance(text, str) else "" for text in params] if isinstance(params, list) else []
