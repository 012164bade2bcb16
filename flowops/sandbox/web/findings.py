"""What the engine finds in a flow that the editor is told: dependencies, results, issues."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowops.model.json import Json, JsonObject
from flowops.sandbox.campaign import SYSTEM_FIELDS
from flowops.sandbox.inspection import inspect
from flowops.sandbox.parsing import objects, optional
from flowops.sandbox.workspace import Workspace

_KEYED = ("field", "global")
_UNKNOWN = ("parent",)  # the inspection's kinds that are no objects of a workspace


@dataclass(frozen=True)
class _Piece:
    """An action or a router, or their translation, with where it stands."""

    node: str
    action: str
    language: str
    definition: JsonObject


@dataclass
class Findings:
    """The findings about one definition in one workspace."""

    dependencies: list[Json]
    issues: list[Json]
    results: list[Json]
    parent_refs: list[Json]
    locals: list[Json]
    counts: JsonObject

    def metadata(self) -> JsonObject:
        """What the editor was told until RapidPro 10.0."""
        return {
            "results": self.results,
            "dependencies": self.dependencies,
            "waiting_exit_uuids": [],
            "parent_refs": self.parent_refs,
        }

    def info(self) -> JsonObject:
        """What it is told since."""
        return {**{key: vars(self)[key] for key in sorted(vars(self))}, "waiting_exits": []}


def find(workspace: Workspace, definition: JsonObject) -> Findings:
    """What is found in a definition."""
    whole = inspect(definition)
    known = _known(workspace)
    dependencies: dict[tuple[str, str], Json] = {}
    issues: list[Json] = []
    for piece in _pieces(definition):
        named = _names(piece.definition)
        for kind, rows in inspect(piece.definition).dependencies.items():
            if kind in _UNKNOWN:
                continue
            for identity, name in rows.items():
                reference = _reference(kind, identity, named.get(identity, "") if kind in _KEYED else name)
                missing = kind in known and identity not in known[kind]
                entry = {**reference, "missing": True} if missing else reference
                dependencies.setdefault((kind, identity), entry)
                if missing:
                    issues.append(_issue(piece, reference, kind, identity))
    return Findings(
        dependencies=[*dependencies.values()],
        issues=issues,
        results=[{key: vars(each)[key] for key in sorted(vars(each))} for each in whole.results.values()],
        parent_refs=[*whole.of("parent")],
        locals=_locals(definition),
        counts={"languages": len(_languages(definition)), "nodes": len(objects(definition.get("nodes")))},
    )


def _known(workspace: Workspace) -> dict[str, set[str]]:
    """The identities of what the workspace has, by the inspection's kinds."""
    assets = {kind.removesuffix("s"): set(rows) for kind, rows in workspace.assets.items()}
    listed = ("label", "topic", "channel", "template", "classifier", "optin", "llm")
    return {
        **{kind: assets.get(kind, set()) for kind in listed},
        "flow": set(workspace.flows),
        "group": set(workspace.groups),
        "field": {*workspace.fields, *SYSTEM_FIELDS},
        "global": set(workspace.globals),
    }


def _reference(kind: str, identity: str, name: str) -> JsonObject:
    return {"key" if kind in _KEYED else "uuid": identity, "name": name, "type": kind}


def _issue(piece: _Piece, reference: JsonObject, kind: str, identity: str) -> Json:
    where = {"node_uuid": piece.node, "action_uuid": piece.action, "language": piece.language}
    return {
        "type": "missing_dependency",
        **{key: value for key, value in where.items() if value},
        "description": f"missing {kind} dependency '{identity}'",
        "dependency": reference,
    }


def _pieces(definition: JsonObject) -> Iterator[_Piece]:
    owners: dict[str, tuple[str, str]] = {}
    for node in objects(definition.get("nodes")):
        uuid = optional(node, "uuid")
        for action in objects(node.get("actions")):
            owners[optional(action, "uuid")] = (uuid, optional(action, "uuid"))
            yield _Piece(uuid, optional(action, "uuid"), "", {"nodes": [{"actions": [action]}]})
        router = node.get("router")
        if isinstance(router, dict):
            owners |= {optional(case, "uuid"): (uuid, "") for case in objects(router.get("cases"))}
            yield _Piece(uuid, "", "", {"nodes": [{"router": router}]})
    for language, translations in _languages(definition).items():
        for item, texts in translations.items() if isinstance(translations, dict) else ():
            if item in owners:
                yield _Piece(*owners[item], language, {"localization": {language: {item: texts}}})


def _languages(definition: JsonObject) -> JsonObject:
    localization = definition.get("localization")
    return localization if isinstance(localization, dict) else {}


def _names(value: Json) -> dict[str, str]:
    """The names that references by key bring along; a path in a text has none."""
    if isinstance(value, list):
        return {key: name for item in value for key, name in _names(item).items()}
    if not isinstance(value, dict):
        return {}
    own = {optional(value, "key"): optional(value, "name")} if "key" in value else {}
    return {**own, **{key: name for item in value.values() for key, name in _names(item).items()}}


def _locals(definition: JsonObject) -> list[Json]:
    actions = (each for node in objects(definition.get("nodes")) for each in objects(node.get("actions")))
    return [*sorted({optional(each, "local") for each in actions if each.get("type") == "set_run_local"})]
