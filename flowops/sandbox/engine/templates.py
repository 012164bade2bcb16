"""Templates: finding the expressions in a text, and the texts of a flow that are templates."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flowops.model.json import Json, JsonObject
from flowops.sandbox.engine.expressions import Change, changed, lookups
from flowops.sandbox.engine.views import actions, nodes, router, translations
from flowops.sandbox.parsing import optional, strings

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

ANY_SPEC: Catalog = {
    **SPEC_13_2,
    "call_llm": ("input", "instructions"),
    "open_ticket": ("assignee.email", "body", "note"),
    "send_broadcast": (*SPEC_13_2["send_broadcast"], "template_variables"),
    "send_msg": (*SPEC_13_2["send_msg"], "template_variables"),
    "set_run_local": ("value",),
}
_CATEGORY = "name"  # no template, though it is what a contact's name is set by
_PROPERTIES = {path.rpartition(".")[2] for found in ANY_SPEC.values() for path in found} - {_CATEGORY}


@dataclass(frozen=True)
class _Part:
    """A part of a template: plain `text`, the `path` behind an @, or the inside of an `expression`."""

    kind: str
    text: str


def _scanned(template: str) -> Iterator[_Part]:
    position = 0
    while found := _START.search(template, position):
        yield _Part("text", template[position : found.start()])
        position = found.end()
        if found[1]:
            yield _Part("path", found[1])
        elif found[0] != "@(":
            yield _Part("text", found[0])
        elif (end := _end_of_expression(template, position)) is not None:
            yield _Part("expression", template[position:end])
            position = end + 1
        else:
            position = found.start()
            break  # never closed: the rest is plain text
    yield _Part("text", template[position:])


def rewrite_template(template: str, root: str, change: Change) -> str:
    """The template with its expressions changed; identifiers like `@a.b` only if they start with the root."""
    return "".join(_rewritten(part, root, change) for part in _scanned(template))


def _rewritten(part: _Part, root: str, change: Change) -> str:
    if part.kind == "expression":
        return f"@({changed(part.text, change)})"
    if part.kind == "path":
        mine = part.text.partition(".")[0].lower() == root
        return f"@{changed(part.text, change) if mine else part.text}"
    return part.text


def paths(template: str) -> Iterator[str]:
    """Every dotted path that a template looks up, in small letters."""
    for part in _scanned(template) if "@" in template else ():
        if part.kind == "path" and "." in part.text:
            yield part.text.lower()
        elif part.kind == "expression":
            yield from lookups(part.text)


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

    for container, key in _fields(flow, catalog):
        _rewrite_at(flow, container, key, rewrite)


def templates(flow: JsonObject, catalog: Catalog) -> Iterator[str]:
    """Every template of a flow, translations too."""
    languages = translations(flow)
    for container, key in _fields(flow, catalog):
        value, uuid = container[key], optional(container, "uuid")
        yield from strings(value if isinstance(value, list) else [value])
        for language in languages if uuid else ():
            yield from language.get(uuid, key) or ()


def translated(flow: JsonObject) -> Iterator[str]:
    """The templates among translations that stand alone: the names of their properties tell."""
    for language in translations(flow):
        for uuid, item in language.items.items():
            for key in item if isinstance(item, dict) else ():
                if key in _PROPERTIES:
                    yield from language.get(uuid, key) or ()


def _fields(flow: JsonObject, catalog: Catalog) -> Iterator[tuple[JsonObject, str]]:
    for node in nodes(flow):
        for holder in [*actions(node), *router(node)]:
            for path in catalog.get(optional(holder, "type"), ()):
                yield from _containers(holder, path.split("."))


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
