"""Templates: finding the expressions in a text, and the texts of a flow that are templates."""

import re
from collections.abc import Callable, Iterator, Mapping

from flowops.model.json import Json, JsonObject
from flowops.sandbox.engine.expressions import Change, changed
from flowops.sandbox.engine.views import actions, nodes, router, translations
from flowops.sandbox.parsing import optional

_START = re.compile(r"@(?:@|\(|(\w+(?:\.\w+)*)|.)", re.DOTALL)
_PIECE = re.compile(r'"(?:[^"\\]|\\+"?)*(?:"|\Z)|[()]')  # a backslash before the quote escapes it, always

_GROUPS = "groups.*.name_match"

Catalog = Mapping[str, tuple[str, ...]]
"""The paths of the templates in each type of action and router."""

SPEC_13_2: Catalog = {
    "add_contact_groups": (_GROUPS,),
    "add_contact_urn": ("path",),
    "add_input_labels": ("labels.*.name_match",),
    "call_classifier": ("input",),
    "call_webhook": ("body", "headers.*", "url"),
    "open_ticket": ("assignee.email", "body"),
    "play_audio": ("audio_url",),
    "remove_contact_groups": (_GROUPS,),
    "say_msg": ("text",),
    "send_broadcast": ("attachments", "contact_query", _GROUPS, "legacy_vars", "quick_replies", "text"),
    "send_email": ("addresses", "body", "subject"),
    "send_msg": (
        "attachments",
        "quick_replies",
        "templating.components.*.params",
        "templating.variables",
        "text",
    ),
    "set_contact_field": ("value",),
    "set_contact_language": ("language",),
    "set_contact_name": ("name",),
    "set_contact_timezone": ("timezone",),
    "set_run_result": ("value",),
    "start_session": ("contact_query", _GROUPS, "legacy_vars"),
    "random": ("operand", "cases.*.arguments"),
    "switch": ("operand", "cases.*.arguments"),
}
SPEC_13_6: Catalog = {**SPEC_13_2, "send_msg": ("attachments", "quick_replies", "template_variables", "text")}


def rewrite_template(template: str, root: str, change: Change) -> str:
    """The template with its expressions changed; identifiers like `@a.b` only if they start with the root."""
    parts = []
    position = 0
    while found := _START.search(template, position):
        parts.append(template[position : found.start()])
        position = found.end()
        if found[1]:
            mine = found[1].partition(".")[0].lower() == root
            parts.append(f"@{changed(found[1], change)}" if mine else found[0])
        elif found[0] == "@(" and (end := _end_of_expression(template, position)) is not None:
            parts.append(f"@({changed(template[position:end], change)})")
            position = end + 1
        elif found[0] == "@(":
            position = found.start()
            break  # never closed: the rest is plain text
        else:
            parts.append(found[0])
    return "".join([*parts, template[position:]])


def _end_of_expression(template: str, start: int) -> int | None:
    depth = 1
    for piece in _PIECE.finditer(template, start):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth == 0:
            return piece.start()
    return None


def rewrite_templates(flow: JsonObject, catalog: Catalog, root: str, change: Change) -> None:
    """Changes the expressions in every template of a flow, translations too."""

    def rewrite(text: str) -> str:
        return rewrite_template(text, root, change)

    for node in nodes(flow):
        for holder in [*actions(node), *router(node)]:
            for path in catalog.get(optional(holder, "type"), ()):
                for container, key in _containers(holder, path.split(".")):
                    _rewrite_at(flow, container, key, rewrite)


def _containers(value: Json, path: list[str]) -> Iterator[tuple[JsonObject, str]]:
    key, rest = path[0], path[1:]
    if isinstance(value, list) and key == "*" and rest:
        for item in value:
            yield from _containers(item, rest)
    elif isinstance(value, dict):
        for name in [each for each in value if key in ("*", each)]:
            if rest:
                yield from _containers(value[name], rest)
            else:
                yield value, name


def _rewrite_at(flow: JsonObject, container: JsonObject, key: str, rewrite: Callable[[str], str]) -> None:
    value = container[key]
    uuid = optional(container, "uuid")
    for translation in translations(flow) if uuid else ():
        texts = translation.get(uuid, key)
        if texts is not None:
            translation.set(uuid, key, [rewrite(text) for text in texts])
    if isinstance(value, str):
        container[key] = rewrite(value)
    elif isinstance(value, list):
        container[key] = [rewrite(item) if isinstance(item, str) else item for item in value]
