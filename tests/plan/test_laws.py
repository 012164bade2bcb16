"""What holds for every plan: of a workspace's own export, of one that was imported anew, of any edit."""

import copy
import hashlib
import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowops import canon, references
from flowops.diff.rekey import object_rekeyed, uuids_in
from flowops.environment import Secret
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.model.target import Target
from flowops.plan.planning import base_digest, plan
from flowops.plan.waiting import nodes
from flowops.repository import programme as example
from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS
from flowops.sandbox.engine import ENGINES, validate
from tests.plan.workbench import NOW, Bench, environment, planned, secret_digest, target
from tests.references import samples

PROGRAMME = canon.normalize(example.read())
CHANNEL: JsonObject = {
    "uuid": "440099cf-200c-4d45-a8e7-4a564f4a0e8b",
    "name": "Test Android",
    "type": "A",
    "address": "1",
}


def bodies(export: Export) -> dict[str, list[Any]]:
    kinds = ("flow", "campaign", "trigger", "group", "field", "global")
    return {kind: [it.body for it in export.documents if it.kind.name == kind] for kind in kinds}


def there(export: Export) -> Target:
    values = [
        {"key": it.identity, "name": it.name, "value": "x"}
        for it in export.documents
        if it.kind.name == "global"
    ]
    named = {kind: names_in(export, kind) for kind in ("topic", "label")}
    return target(bodies(export), **named, **{"global": values})


def names_in(export: Export, kind: str) -> list[Any]:
    """What the flows name of a kind that no export holds, as a list of the API."""
    return [{"uuid": it.uuid, "name": it.name} for it in references.of(export) if it.kind == kind]


def moved_to(known: str) -> str:
    """Another UUID, always the same for the same one."""
    return str(uuid.UUID(bytes=hashlib.sha256(known.encode()).digest()[:16], version=4))


def moved(export: Export) -> Export:
    """As an import by hand leaves it: every UUID is another one."""
    names: dict[str, str] = {}
    for document in export.documents:
        for known in uuids_in(document.body):
            names.setdefault(known, moved_to(known))
    documents = tuple(Document(it.kind, object_rekeyed(it.body, names)) for it in export.documents)
    return canon.normalize(replace(export, documents=documents))


REIMPORTED = moved(PROGRAMME)
THERE = there(REIMPORTED)


@pytest.fixture(params=list(DIALECTS))
def bench(request, start, programme) -> Bench:
    """A sandbox of each dialect with the programme in Staging, and a channel that it uses in both workspaces."""
    sandbox = Sandbox(request.param)
    sandbox.load("Staging", programme)
    for name in ("Staging", "Production"):
        sandbox.assets(name, {"channels": [CHANNEL | {"uuid": str(uuid.uuid4())}]})
    return Bench(sandbox, start(sandbox).url)


def test_the_export_of_a_workspace_plans_nothing_for_it(bench, monkeypatch):
    there = bench.target("Staging", monkeypatch)

    found = planned(there.export, there)

    assert found.told == []
    assert found.desired.bound.unresolved == ()


def test_it_plans_nothing_for_a_workspace_into_which_it_was_imported_however_often(bench, monkeypatch):
    git = bench.target("Staging", monkeypatch).export
    for _ in range(2):
        bench.imports("Production", git)
        there = bench.target("Production", monkeypatch)

        found = planned(git, there)

        assert found.told == []
        assert found.desired.bound.export == there.export
        assert found.desired.bound.unresolved == ()


def test_into_an_empty_workspace_everything_is_new_and_what_is_leant_on_comes_first(bench, monkeypatch):
    git = bench.target("Staging", monkeypatch).export

    found = planned(git, bench.target("Production", monkeypatch))

    assert {it.action for it in found.plan.actions} == {"create"}
    assert [it.name for it in found.of("flow")] == [it.name for it in git.of(FLOW)]
    order = ["field", "group", "label", "topic", "flow", "campaign", "trigger"]
    assert [it.kind for it in found.plan.actions] == sorted(
        (it.kind for it in found.plan.actions), key=order.index
    )


def test_the_bound_programme_is_as_valid_as_the_programme():
    bound = planned(PROGRAMME, THERE).desired.bound.export

    assert [it.name for it in bound.of(FLOW)] == [it.name for it in PROGRAMME.of(FLOW)]
    for flow in (*PROGRAMME.of(FLOW), *bound.of(FLOW)):
        assert validate(flow.body, ENGINES["9.0"]) is None, flow.name


def unique(found: list[Document]) -> Export:
    """An export of these, of each object once; triggers have no identity."""
    known = {(it.kind.name, it.identity or index): it for index, it in enumerate(found)}
    return canon.normalize(Export(tuple(known.values())))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Any]:
    """A flow of the programme, and what somebody made of it: texts, nodes that went, nodes that came."""
    flow = draw(st.sampled_from(PROGRAMME.of(FLOW)))
    body: Any = copy.deepcopy(flow.body)
    for _ in range(draw(st.integers(1, 3))):
        node = draw(st.sampled_from(body["nodes"]))
        draw(st.sampled_from([_say, _add, _remove]))(body, node)
    return flow.name, body


def _say(_body: Any, node: Any) -> None:
    for action in node["actions"]:
        if "text" in action:
            action["text"] += " Please answer."


def _add(body: Any, node: Any) -> None:
    made = {
        "uuid": str(uuid.uuid4()),
        "exits": [{"uuid": str(uuid.uuid4()), "destination_uuid": node["uuid"]}],
    }
    text = {"type": "send_msg", "uuid": str(uuid.uuid4()), "text": f"Added {len(body['nodes'])}"}
    body["nodes"].insert(0, made | {"actions": [text]})


def _remove(body: Any, node: Any) -> None:
    if len(body["nodes"]) == 1:
        return
    body["nodes"].remove(node)
    for other in body["nodes"]:
        for exit_ in other["exits"]:
            if exit_.get("destination_uuid") == node["uuid"]:
                exit_["destination_uuid"] = None


@given(edits())
@settings(max_examples=25)
def test_every_node_that_lives_on_keeps_the_uuid_that_it_has_in_the_workspace(edited):
    name, body = edited
    git = replace(
        PROGRAMME,
        documents=tuple(
            Document(FLOW, body) if it.name == name and it.kind is FLOW else it for it in PROGRAMME.documents
        ),
    )
    kept = {node["uuid"] for node in body["nodes"]}
    living = {moved_to(it) for it in kept}

    found = planned(git, THERE)

    before = next(it.body for it in REIMPORTED.of(FLOW) if it.name == name)
    bound = next(it.body for it in found.desired.bound.export.of(FLOW) if it.name == name)
    assert nodes(before) & living <= nodes(bound)
    assert validate(bound, ENGINES["9.0"]) == validate(body, ENGINES["9.0"])
    assert [it.name for it in found.plan.writes] in ([name], [])


@given(st.lists(samples.documents, max_size=6).map(unique))
def test_whatever_flows_refer_to_the_export_of_a_workspace_plans_no_write_for_it(export):
    assert planned(export, there(export)).plan.writes == ()


@given(st.permutations(PROGRAMME.documents))
@settings(max_examples=8)
def test_a_digest_does_not_depend_on_the_order_of_anything(order):
    empty = target({})
    rows = {kind: empty.rows[kind] for kind in reversed(list(empty.rows))}
    shuffled = replace(PROGRAMME, documents=tuple(order))

    one, other = planned(PROGRAMME, empty).plan, planned(shuffled, replace(empty, rows=rows)).plan

    assert one.digest == other.digest
    assert one.actions == other.actions


def test_a_digest_does_not_depend_on_contacts_nor_on_the_time():
    git = _with_text("Other words")
    quiet = planned(git, THERE)
    rows = [row | {"runs": {"waiting": 7}} for row in THERE.rows["flow"]]

    busy = planned(git, replace(THERE, rows={**THERE.rows, "flow": tuple(rows)}))
    later = plan(busy.desired, "c0ffee", secret_digest, NOW.replace(year=2027))

    assert sum(it.waiting for it in busy.plan.actions) == 7
    assert quiet.plan.digest == busy.plan.digest == later.digest


def _with_text(text: str) -> Export:
    def edited(document: Document) -> Document:
        if document.name != "ANC Registration":
            return document
        body: Any = copy.deepcopy(document.body)
        next(action for node in body["nodes"] for action in node["actions"] if "text" in action)["text"] = (
            text
        )
        return Document(FLOW, body)

    return replace(
        PROGRAMME, documents=tuple(edited(it) if it.kind is FLOW else it for it in PROGRAMME.documents)
    )


@pytest.mark.parametrize(
    "other",
    [
        lambda git, there, env: (_with_text("Words of others"), there, env),
        lambda git, there, env: (git, replace(there, release="26.2"), env),
        lambda git, there, env: (
            git,
            replace(there, workspace=replace(there.workspace, uuid="another")),
            env,
        ),
        lambda git, there, env: (
            git,
            replace(there, export=replace(there.export, documents=there.export.documents[1:])),
            env,
        ),
        lambda git, there, env: (git, there, environment(globals={"cht_url": "https://b.example.org"})),
        lambda git, there, env: (git, there, environment(name="training", globals=env.globals)),
        lambda git, there, env: (git, there, replace(env, expires={"ANC Registration": 720})),
        lambda git, there, env: (
            git,
            replace(
                there,
                rows={**there.rows, "global": ({"key": "cht_url", "name": "CHT URL", "value": "theirs"},)},
            ),
            env,
        ),
    ],
    ids=[
        "text",
        "release",
        "workspace",
        "object there",
        "global",
        "environment",
        "for a person",
        "global there",
    ],
)
def test_a_digest_differs_for_whatever_makes_a_difference(other):
    given = _with_text("Other words"), THERE, environment(globals={"cht_url": "https://a.example.org"})

    one, two = (planned(*of).plan.digest for of in (given, other(*given)))

    assert one != two


def test_a_digest_differs_for_another_value_of_a_secret_and_holds_neither(monkeypatch):
    env = environment(globals={"cht_auth": Secret("CHT_AUTH", "production", "globals: cht_auth")})
    plans = []
    for value in ("canary-one", "canary-two"):
        monkeypatch.setenv("CHT_AUTH", value)
        plans.append(planned(PROGRAMME, THERE, env).plan)

    assert plans[0].digest != plans[1].digest
    assert plans[0].base_digest == plans[1].base_digest
    assert "canary" not in repr(plans)


def test_labels_that_no_flow_uses_make_no_workspace_another_one():
    more = replace(THERE, rows={**THERE.rows, "label": ({"uuid": "u", "name": "Complaints"},)})

    assert base_digest(more) == base_digest(THERE)


THEIR_NAMES = {
    kind: [{"uuid": moved_to(f"{kind}{name}"), "name": name} for name in samples.NAMES]
    for kind in ("group", "flow")
}


@given(samples.flows())
def test_a_bound_flow_is_as_valid_as_its_source_and_names_nothing_but_what_is_there(flow):
    fields = [{"key": key.lower(), "type": "text"} for key in samples.KEYS]
    lists = dict.fromkeys(("label", "channel", "topic", "template", "llm", "user"), THEIR_NAMES["group"])
    groups = [{**it, "query": None} for it in THEIR_NAMES["group"]]
    there_ = target({"group": groups}, **{**lists, "flow": THEIR_NAMES["flow"], "field": fields})

    found = planned(Export((flow,)), there_)

    [bound] = found.desired.bound.export.of(FLOW)
    assert validate(bound.body, ENGINES["26.2"]) == validate(flow.body, ENGINES["26.2"])
    known = {it["uuid"] for kind in ("group", "flow") for it in THEIR_NAMES[kind]}
    used = {
        it.uuid for it in references.of(bound) if it.kind in THEIR_NAMES and it.uuid and not it.definition
    }
    assert found.desired.bound.unresolved == ()
    assert used <= known
