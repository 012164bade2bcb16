"""What RapidPro's engine finds in a flow when it is saved: dependencies, results, parent references."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flowops.model.json import JsonObject
from flowops.sandbox.engine.templates import ANY_SPEC, paths, templates, translated
from flowops.sandbox.parsing import name_of, objects, optional, strings

_REFERENCES: Mapping[str, str] = {  # key of an action -> kind of what stands there, one or a list
    "flow": "flow",
    "groups": "group",
    "labels": "label",
    "topic": "topic",
    "field": "field",
    "channel": "channel",
    "template": "template",
    "classifier": "classifier",
    "optin": "optin",
    "ticketer": "ticketer",
    "llm": "llm",
}
_FIELD_PATHS = ("fields", "contact.fields", "parent.fields", "parent.contact.fields", "child.fields")
_VARIABLES: Mapping[str, str] = {  # path before the last dot -> kind of the name behind it
    "globals": "global",
    "child.contact.fields": "field",
    "parent.results": "parent",
    **dict.fromkeys(_FIELD_PATHS, "field"),
}
_OUTCOMES: Mapping[str, tuple[str, ...]] = {  # actions that save a result of their own -> its categories
    "call_webhook": ("Success", "Failure"),
    "call_resthook": ("Success", "Failure"),
    "call_classifier": ("Success", "Skipped", "Failure"),
}
_NOT_WORD = re.compile(r"\W+")


@dataclass
class Result:
    """A result that a run of the flow can have, merged from every node that sets it."""

    key: str
    name: str
    categories: list[str] = field(default_factory=list)
    node_uuids: list[str] = field(default_factory=list)

    def merge(self, categories: list[str], node_uuid: str) -> None:
        """Adds a node and those of its categories that are new, whatever their letter case."""
        known = {category.lower() for category in self.categories}
        self.categories += [category for category in categories if category and category.lower() not in known]
        if node_uuid not in self.node_uuids:
            self.node_uuids.append(node_uuid)


@dataclass
class Inspection:
    """Everything of a kind that a flow needs: by UUID (fields and globals: by key) its name."""

    dependencies: dict[str, dict[str, str]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, str]:
        """The dependencies of one kind."""
        return self.dependencies.get(kind, {})

    def depend(self, kind: str, identity: str, name: str) -> None:
        """Notes a dependency under the first name it is met with."""
        if identity:
            self.dependencies.setdefault(kind, {}).setdefault(identity, name)

    def result(self, name: str, categories: list[str], node_uuid: str) -> None:
        """Notes that a node sets a result."""
        if name:
            key = _NOT_WORD.sub("_", name.strip()).lower()
            self.results.setdefault(key, Result(key, name)).merge(categories, node_uuid)


def inspect(definition: JsonObject) -> Inspection:
    """The inspection of one flow definition."""
    found = Inspection()
    for node in objects(definition.get("nodes")):
        for action in objects(node.get("actions")):
            _action(found, action, optional(node, "uuid"))
        router = node.get("router")
        if isinstance(router, dict):
            _router(found, router, optional(node, "uuid"))
    alone = "nodes" not in definition
    for template in translated(definition) if alone else templates(definition, ANY_SPEC):
        _variables(found, template)
    return found


def _action(found: Inspection, action: JsonObject, node_uuid: str) -> None:
    templating = action.get("templating")
    if isinstance(templating, dict):  # where specs before 13.5 have the template
        action = {"template": templating.get("template"), **action}
    for key, kind in _REFERENCES.items():
        value = action.get(key)
        for reference in objects(value if isinstance(value, list) else [value]):
            found.depend(
                kind, optional(reference, "key" if kind == "field" else "uuid"), optional(reference, "name")
            )
    action_type = optional(action, "type")
    if action_type == "set_run_result":
        found.result(optional(action, "name"), [optional(action, "category")], node_uuid)
    elif outcomes := _OUTCOMES.get(action_type):
        found.result(optional(action, "result_name"), list(outcomes), node_uuid)


def _router(found: Inspection, router: JsonObject, node_uuid: str) -> None:
    categories = [optional(category, "name") for category in objects(router.get("categories"))]
    found.result(optional(router, "result_name"), categories, node_uuid)
    for case in objects(router.get("cases")):
        arguments = strings(case.get("arguments"))
        if optional(case, "type") == "has_group" and arguments:
            found.depend("group", arguments[0], arguments[1] if len(arguments) > 1 else "")


def _variables(found: Inspection, template: str) -> None:
    for path in paths(template):
        for root, kind in _VARIABLES.items():
            if path.startswith(f"{root}."):
                key = path[len(root) + 1 :].partition(".")[0]
                found.depend(kind, key, name_of(key))
