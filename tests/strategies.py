"""Exports of any shape that RapidPro could send."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from flowops.model.export import Document, Export, documents
from flowops.model.json import Json, JsonObject
from flowops.model.receipt import ID, Receipt, Status, timestamp
from flowops.model.workspace import Workspace

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
)
json_values: st.SearchStrategy[Json] = st.recursive(
    scalars | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
uuids = st.uuids(version=4).map(str)
names = st.text(min_size=1, max_size=64) | st.sampled_from(
    [
        "CON",
        "nul",
        "../../x",
        "a/b",
        "a\\b",
        "Triggers",
        "workspace",
        "😀",
        "…",
        "مرحبا",
        "ANC",
        "anc",
        "Anc…",
        "flow.",
        "x" * 64,
    ]
)
unknown = st.dictionaries(st.text(min_size=1, max_size=6).map("x_{}".format), json_values, max_size=2)
residue = st.fixed_dictionaries(
    {},
    optional={
        "revision": st.integers(0, 99),
        "metadata": json_values,
        "_dependencies": json_values,
        "site": st.text(),
    },
)
versions = st.sampled_from(["13.0.0", "13.1.0", "13.2.0", "13.6.1", "14.0", "14.3.0", "14.4.2"])


def reference(with_uuid: bool = True) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"uuid": uuids, "name": names} if with_uuid else {"key": names, "name": names}
    )


def unique(bodies: list[JsonObject]) -> list[JsonObject]:
    """Those of them that share neither UUID nor name with an earlier one."""
    kept: dict[str, JsonObject] = {}
    for body in bodies:
        kept.setdefault(str(body["name"]).casefold(), body)
    return list({body["uuid"]: body for body in kept.values()}.values())


def merged(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[JsonObject]:
    return st.tuples(*parts).map(lambda dicts: {key: value for part in dicts for key, value in part.items()})


flow_bodies = merged(
    unknown,
    residue,
    st.fixed_dictionaries(
        {
            "uuid": uuids,
            "name": names,
            "spec_version": versions,
            "type": st.just("messaging"),
            "nodes": st.lists(json_values, max_size=2),
            "localization": json_values,
        }
    ),
)
events = merged(
    unknown,
    st.fixed_dictionaries(
        {
            "uuid": uuids,
            "offset": st.integers(-9, 9),
            "unit": st.sampled_from("MHDW"),
            "delivery_hour": st.integers(-1, 23),
            "relative_to": reference(with_uuid=False),
        }
    ),
)
campaign_bodies = merged(
    unknown,
    st.fixed_dictionaries(
        {"uuid": uuids, "name": names, "group": reference(), "events": st.lists(events, max_size=3)}
    ),
)
trigger_bodies = merged(
    unknown,
    st.fixed_dictionaries(
        {
            "trigger_type": st.sampled_from("KCMVNRT"),
            "flow": reference(),
            "groups": st.lists(reference(), max_size=2),
            "exclude_groups": st.lists(reference(), max_size=2),
            "keywords": st.lists(st.text(max_size=5), max_size=2),
        }
    ),
)
group_bodies = merged(
    st.fixed_dictionaries({"uuid": uuids, "name": names, "query": st.none() | st.text(max_size=10)})
)
field_bodies = merged(
    st.fixed_dictionaries({"key": st.text(min_size=1, max_size=5), "name": names, "type": st.just("text")})
)


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """As a server would send it: any order, any residue, unknown keys."""
    bodies: dict[str, list[JsonObject]] = {
        "flow": unique(draw(st.lists(flow_bodies, max_size=4))),
        "campaign": unique(draw(st.lists(campaign_bodies, max_size=2))),
        "trigger": draw(st.lists(trigger_bodies, max_size=3)),
        "group": draw(st.lists(group_bodies, max_size=2)),
        "field": draw(st.lists(field_bodies, max_size=2)),
        "global": draw(st.lists(merged(st.fixed_dictionaries({"key": names, "name": names})), max_size=2)),
    }
    archived = tuple(
        {"kind": "flow", "uuid": body["uuid"], "name": body["name"]}
        for body in bodies["flow"]
        if draw(st.booleans())
    )
    extra = draw(unknown)
    return Export(documents(bodies), archived, draw(st.none() | st.just("9.0")), extra)


def shuffled(export: Export) -> st.SearchStrategy[Export]:
    """The same objects in another order, lists without order inside them too."""

    def mix(order: list[Document]) -> Export:
        return Export(
            tuple(_turned(document) for document in order), export.archived, export.server, export.residue
        )

    return st.permutations(export.documents).map(mix)


def _turned(document: Document) -> Document:
    body = dict(reversed(document.body.items()))
    for key in document.kind.unordered:
        items = body.get(key)
        body[key] = items[::-1] if isinstance(items, list) else items
    return Document(document.kind, body)


times = st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)).map(timestamp)
texts = st.text(max_size=30)
statuses: st.SearchStrategy[Status] = st.sampled_from(["verified", "unverified", "failed"])


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """A receipt of any deploy, open or not."""
    finished = draw(st.none() | times)
    return Receipt(
        id=draw(st.from_regex(ID, fullmatch=True)),
        environment=draw(texts),
        workspace=Workspace(draw(uuids), draw(texts), draw(texts)),
        server=draw(st.none() | texts),
        digest=draw(texts),
        base_digest=draw(texts),
        commit=draw(st.none() | texts),
        who=draw(texts),
        started_at=draw(times),
        tool=draw(texts),
        finished_at=finished,
        status="open" if finished is None else draw(statuses),
        reason=draw(st.none() | texts),
        allowed=draw(st.dictionaries(texts, texts, max_size=2)),
        actions=tuple(draw(st.lists(st.dictionaries(texts, json_values, max_size=3), max_size=3))),
        secrets=draw(st.dictionaries(texts, texts, max_size=2)),
        problems=tuple(draw(st.lists(texts, max_size=2))),
    )
