"""The tables of references and templates against the structs of the engine that the sandbox has."""

import pytest

from flowops.model.kind import KINDS
from flowops.references.shape import Role, Shape
from flowops.references.tables import ACTIONS, DOCUMENTS, UNKNOWN_ACTION
from flowops.sandbox.engine import actions, references
from flowops.sandbox.engine.schema import Listed, Struct
from flowops.sandbox.engine.templates import ANY_SPEC

STRUCTS = {
    references.CHANNEL: "channel",
    references.CLASSIFIER: "classifier",
    references.CONTACT: "contact",
    references.FIELD: "field",
    references.FLOW: "flow",
    references.GROUP: "group",
    references.LABEL: "label",
    references.LLM: "llm",
    references.OPTIN: "optin",
    references.TEMPLATE: "template",
    references.TICKETER: "ticketer",
    references.TOPIC: "topic",
    references.USER: "user",
    references.USER_BY_EMAIL: "user",
}


def kind_at(shape: Shape, key: str) -> str:
    member = shape.members.get(key)
    assert isinstance(member, Shape)
    assert member.itself
    return member.itself.kind


def roles(shape: Shape, path: list[str]) -> Role:
    for key in path[:-1]:
        if key != "*":
            shape = shape.members[key]  # type: ignore[assignment] # a role would fail at the next step
    role = shape.members[path[-1]]
    assert isinstance(role, Role)
    return role


def test_every_action_of_the_engine_has_its_row():
    assert set(ACTIONS) == set(actions.ACTIONS)


def test_every_kind_of_document_has_its_row():
    assert set(DOCUMENTS) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_refers_to_what_its_struct_says(name):
    for field in actions.ACTIONS[name].struct.fields:
        struct = field.kind.of if isinstance(field.kind, Listed) else field.kind
        if isinstance(struct, Struct) and struct in STRUCTS:
            assert kind_at(ACTIONS[name], field.name) == STRUCTS[struct], field.name


@pytest.mark.parametrize("name", [name for name in ANY_SPEC if name in ACTIONS])
def test_an_action_evaluates_what_the_engine_does(name):
    for path in ANY_SPEC[name]:
        steps = [step for step in path.split(".") if step != "*"]
        assert roles(ACTIONS[name], steps).how in ("template", "evaluated query"), path


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_evaluates_nothing_else(name):
    known = {path.split(".")[0] for path in ANY_SPEC.get(name, ())}
    found = {
        key
        for key, member in ACTIONS[name].members.items()
        if isinstance(member, Role) and "template" in member.how
    }

    assert found <= known | {"template_variables"}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_unknown_action_is_read_as_the_known_ones_are(name):
    for key, member in ACTIONS[name].members.items():
        other = UNKNOWN_ACTION.members.get(key)
        if isinstance(member, Shape) and isinstance(other, Shape):
            assert other is member
