"""Flows that use things in every way there is, made up by Hypothesis."""

import copy
from typing import Any

from hypothesis import strategies as st

from flowops.model.export import Document
from flowops.model.kind import CAMPAIGN, FLOW, GROUP, TRIGGER, Kind
from tests.sandbox.engine.flows import acting, action, flow, node, switch
from tests.strategies import json_values, uuids

KEYS = ("a", "b_1", "cht_url", "Visits")
keys = st.sampled_from(KEYS)
NAMES = ("Mothers", "New mothers", 'Say "hi"', "Wafanyakazi wa afya", "😀")
names = st.sampled_from(NAMES)

_ROOTS = ("globals", "GLOBALS", "fields", "contact.fields", "results", "parent.results", "trigger.params")
_FORMS = (
    "@{root}.{key}",
    "@({root}.{key})",
    '@({root}["{key}"])',
    '@(upper({root} . {key}) & ")" & {root}.{key}.value)',
    "@(foreach(x, (y) => {root}.{key} & y))",
    "@(foreach({root}, ({root0}) => {root0}.{key}))",
    "@({root})",
    "@@{root}.{key}",
    "@({root}.{key}",
    "mail@{root}.{key}",
    "plain",
    "",
)


@st.composite
def templates(draw: st.DrawFn) -> str:
    parts = []
    for form in draw(st.lists(st.sampled_from(_FORMS), min_size=1, max_size=3)):
        root = draw(st.sampled_from(_ROOTS))
        parts.append(form.format(root=root, root0=root.partition(".")[0], key=draw(keys)))
    return " ".join(parts) or "x"


queries = st.builds(
    '{} = "x" AND fields.{} > 3 OR group = "{}" AND age != @fields.{}'.format,
    keys,
    keys,
    st.sampled_from(NAMES[:2]),
    keys,
)
references = st.builds(lambda uuid, name: {"uuid": uuid, "name": name}, uuids, names)
fields = st.builds(lambda key: {"key": key, "name": "Name"}, keys)

_ACTIONS = st.one_of(
    st.builds(
        lambda text, reply: {"type": "send_msg", "text": text or "x", "quick_replies": [reply or "x"]},
        templates(),
        templates(),
    ),
    st.builds(
        lambda url, header: {
            "type": "call_webhook",
            "method": "GET",
            "url": url,
            "headers": {"X-Key": header},
            "result_name": "Answer 1",
        },
        templates().filter(bool),
        templates(),
    ),
    st.builds(lambda ref: {"type": "enter_flow", "flow": ref, "terminal": False}, references),
    st.builds(
        lambda refs: {"type": "add_contact_groups", "groups": [*refs, {"name_match": "@fields.a"}]},
        st.lists(references, max_size=2),
    ),
    st.builds(
        lambda field, value: {"type": "set_contact_field", "field": field, "value": value},
        fields,
        templates(),
    ),
    st.builds(
        lambda name, value: {"type": "set_run_result", "name": name, "value": value}, keys, templates()
    ),
    st.builds(
        lambda ref, query: {"type": "start_session", "flow": ref, "contact_query": query}, references, queries
    ),
)


@st.composite
def flows(draw: st.DrawFn) -> Document:
    """A flow that the engine takes, with translations and an editor's part."""
    made = draw(st.lists(_ACTIONS, min_size=1, max_size=4))
    actions = [{**it, "uuid": draw(uuids), "x_unknown": draw(json_values)} for it in made]
    group = draw(references)
    router = switch(operand=draw(templates().filter(bool)))
    router["cases"].append(
        {
            "uuid": draw(uuids),
            "type": "has_group",
            "arguments": [group["uuid"], group["name"]],
            "category_uuid": router["categories"][0]["uuid"],
        }
    )
    body = flow(node(*actions, router=router), expire_after_minutes=60)
    translated = {it["uuid"]: {"text": [draw(templates())]} for it in actions if it["type"] == "send_msg"}
    body["localization"] = {"swa": translated, "fra": copy.deepcopy(translated)}
    operand = {"id": draw(keys), "name": "Name", "type": draw(st.sampled_from(["field", "result", "scheme"]))}
    body["_ui"] = {"nodes": {body["nodes"][0]["uuid"]: {"config": {"operand": operand}}}}
    return doc(FLOW, body)


campaigns = st.builds(
    lambda uuid, group, field, ref, text: doc(
        CAMPAIGN,
        {
            "uuid": uuid,
            "name": "Schedule",
            "group": group,
            "events": [
                {
                    "event_type": "F",
                    "relative_to": {"key": field["key"], "label": "x"},
                    "flow": ref,
                    "message": None,
                },
                {
                    "event_type": "M",
                    "relative_to": {"key": field["key"], "label": "x"},
                    "base_language": "eng",
                    "message": {"eng": text, "swa": text},
                },
            ],
        },
    ),
    uuids,
    references,
    fields,
    references,
    templates(),
)
triggers = st.builds(
    lambda ref, group, excluded, channel: doc(
        TRIGGER,
        {
            "trigger_type": "K",
            "flow": ref,
            "groups": [group],
            "exclude_groups": [excluded],
            "channel": channel,
        },
    ),
    references,
    references,
    references,
    references | uuids | st.none(),
)
groups = st.builds(lambda ref, query: doc(GROUP, {**ref, "query": query}), references, queries | st.none())
documents = flows() | campaigns | triggers | groups


def acts(kind: str, **fields: Any) -> Document:
    """A flow whose only node does one thing."""
    return doc(FLOW, acting(kind, **fields))


def says(text: str) -> Document:
    return acts("send_msg", text=text)


def translated(language: str, kind: str, translations: dict[str, list[str]], **fields: Any) -> Document:
    """A flow that does one thing, which has translations."""
    body = flow(node(action(kind, **fields)))
    body["localization"] = {language: {body["nodes"][0]["actions"][0]["uuid"]: translations}}
    return doc(FLOW, body)


def doc(kind: Kind, body: Any) -> Document:
    return Document(kind, body)


def body_of(document: Document) -> Any:
    """To look into without asking at each step what it is."""
    return document.body
