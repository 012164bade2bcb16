"""The sandbox migrates definitions as the real engine does."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flowops.engine.engine import Engine
from flowops.model.json import Json
from flowops.sandbox.engine import migrate
from tests.conftest import PROGRAMME

FLOWS = json.loads(PROGRAMME.read_bytes())["flows"]
SPECS = ["13.0.0", "13.1.0", "13.2.0", "13.5.0", "13.6.1", "14.3.0"]
NEWEST = "14.4.1"
STRANGE: list[Json] = [
    None,
    "",
    0,
    1.5,
    True,
    [],
    {},
    ["a", "b", "c"],
    "x" * 70,
    "@webhook",
    "@(",
    "@results.x",
]


def places(value: Json, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands in a definition."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*at, key)
        yield from places(item, (*at, key))


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A flow of the programme in some specification, with something strange in it, as far as it says so."""
    flow: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(FLOWS)))
    flow["spec_version"] = draw(st.sampled_from(SPECS))
    for _ in range(draw(st.integers(0, 2))):
        *way, last = draw(st.sampled_from([it for it in places(flow) if it[0] != "spec_version"]))
        part: Any = flow
        for key in way:
            part = part[key]
        part[last] = draw(st.sampled_from(STRANGE))
    return flow


def without_new_uuids(value: Json) -> Json:
    """Those of templates are random, or not, and no other part of a definition is made by a migration."""
    if isinstance(value, dict):
        made = {"templating", "components"} & value.keys()
        return {
            key: without_uuid(item) if key in made else without_new_uuids(item) for key, item in value.items()
        }
    return [without_new_uuids(item) for item in value] if isinstance(value, list) else value


def without_uuid(value: Json) -> Json:
    if isinstance(value, dict):
        return without_new_uuids({key: item for key, item in value.items() if key != "uuid"})
    return [without_uuid(item) for item in value] if isinstance(value, list) else value


def test_what_the_engine_runs_the_sandbox_migrates_in_the_same_way(flow_engine):
    with Engine(flow_engine) as engine:

        @settings(suppress_health_check=[HealthCheck.too_slow])
        @given(definitions(), st.sampled_from(["13.1.0", "13.4.0", "13.6.1", NEWEST]))
        def law(definition: dict[str, Any], to: str) -> None:
            assume(definition["spec_version"] <= to)
            assume(engine.validate(definition) is None)
            ours, theirs = migrate(definition, to), engine.migrate(definition, to)
            assert without_new_uuids(ours) == without_new_uuids(theirs)

        law()
