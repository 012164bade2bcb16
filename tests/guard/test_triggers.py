"""What the guards foretell of triggers is what an import does."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flowops import canon, wire
from flowops.guard import GUARDS
from flowops.model.kind import TRIGGER
from flowops.sandbox import Sandbox, definitions, importing
from flowops.sandbox.workspace import Workspace
from tests.guard.deploys import context
from tests.plan.test_binding import U, flow, git
from tests.plan.workbench import environment, target

FLOWS = {U("f", it): f"Flow {it}" for it in (1, 2, 3)}
GROUPS: Any = [{"uuid": U("a", it), "name": f"Group {it}", "query": None} for it in (1, 2)]
references = [{"uuid": it["uuid"], "name": it["name"]} for it in GROUPS]
some_groups = st.lists(st.sampled_from(references), max_size=2, unique_by=lambda it: str(it["uuid"]))


@st.composite
def triggers(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from("KKKC"))
    uuid = draw(st.sampled_from(list(FLOWS)))
    words = {
        "keywords": draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True)),
        "match_type": "F",
    }
    return {
        "trigger_type": kind,
        "flow": {"uuid": uuid, "name": FLOWS[uuid]},
        "channel": None,
        "groups": draw(some_groups),
        "exclude_groups": draw(some_groups),
        **(words if kind == "K" else {}),
    }


def exported(workspace: Workspace) -> Any:
    answer = definitions.export(workspace, "", [("flow", uuid) for uuid in FLOWS], "flows")
    return canon.normalize(wire.decode(answer, "the sandbox"))


@given(st.lists(triggers(), max_size=3), st.lists(triggers(), max_size=3))
@settings(max_examples=60)
def test_which_triggers_an_import_archives_and_leaves_out_is_foretold(theirs, ours):
    flows = [flow(uuid, name) for uuid, name in FLOWS.items()]
    workspace = Sandbox("9.0").load("Production", {"flows": flows, "groups": GROUPS, "triggers": theirs})
    before = exported(workspace)
    there = target({"flow": flows, "group": GROUPS, "trigger": [it.body for it in before.of(TRIGGER)]})

    found = context(git(*flows, group=GROUPS, trigger=ours), there, environment(), hosts={})
    sent: Any = [it.body for it in found.plan.actions if it.kind == "trigger" and it.action == "create"]
    importing.run(
        workspace, {"version": "13", "flows": [], "groups": GROUPS, "triggers": sent}, same_site=False
    )

    archived = sum(it.archived for it in workspace.triggers)
    made = len(workspace.triggers) - len(before.of(TRIGGER))
    lost = list(GUARDS["trigger-loss"].look(found))
    conflicts = list(GUARDS["trigger-conflict"].look(found))
    assert conflicts or not archived
    if len(sent) == 1:  # of several, one may restore what another archived
        assert bool(conflicts) is bool(archived)
    assert made == len(sent) - len(lost)
