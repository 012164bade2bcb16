"""Comparisons of any shape, hostile ones too."""

from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st

from flowops.model.change import (
    Change,
    Comparison,
    Edit,
    Mark,
    MatchedBy,
    NodeChange,
    Picture,
    Spot,
    Way,
    Word,
)
from tests.render.test_foreign import texts
from tests.strategies import json_values

few = settings(max_examples=20)  # they are large
words = st.sampled_from(get_args(Word))
paths = st.sampled_from(
    [
        "name",
        "expire_after_minutes",
        "actions/0",
        "actions/0/text",
        "actions/2/text",
        "actions/0/quick_replies",
        "actions/1/headers/Accept",
        "router/wait",
        "router/wait/timeout/seconds",
        "router/cases/0",
        "router/cases/0/arguments",
        "router/categories/1",
        "router/categories/1/name",
        "exits",
        "exits/Yes",
        "exits/Yes/No",
        "events",
        "events/0",
        "events/3/delivery_hour",
        "events/3/unit",
        "match_type",
        "stickies/x",
        "",
        "/",
        "0",
    ]
)
bodies = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["send_msg", "enter_flow", "has_any_word", "has_group"]) | json_values,
        "text": texts,
        "name": texts,
        "flow": texts,
        "arguments": st.lists(texts, max_size=2) | json_values,
        "category": texts,
        "offset": st.integers(-3, 3) | json_values,
        "unit": st.sampled_from("MHDW") | json_values,
        "relative_to": texts | json_values,
        "delivery_hour": st.integers(-1, 23) | json_values,
        "message": st.dictionaries(texts, texts, max_size=2) | json_values,
    },
)
values = json_values | texts | bodies | st.lists(texts | bodies, max_size=3)
edits = st.lists(
    st.builds(Edit, paths | texts, words, values, values, st.none() | st.just("swa") | texts), max_size=3
).map(tuple)
marks = st.lists(
    st.builds(
        Mark,
        paths | texts,
        st.just("swa") | texts,
        st.sampled_from(["stale", "lost-expression"]),
        st.lists(texts, max_size=2).map(tuple),
    ),
    max_size=2,
).map(tuple)
nodes = st.lists(
    st.builds(
        NodeChange,
        words,
        texts,
        st.none() | texts,
        st.none() | texts,
        st.none() | st.sampled_from(get_args(MatchedBy)),
        edits,
        marks,
    ),
    max_size=2,
).map(tuple)
keys = st.sampled_from("abc") | texts
pictures = st.builds(
    Picture,
    st.lists(st.builds(Spot, keys, texts, st.none() | words), max_size=30).map(tuple),
    st.lists(
        st.builds(Way, keys, st.none() | keys, texts, st.sampled_from(["added", "removed", None])), max_size=5
    ).map(tuple),
)
changes = st.builds(
    Change,
    st.sampled_from(["flow", "campaign", "trigger", "group", "field", "global"]),
    words,
    texts,
    texts,
    edits,
    nodes,
    st.integers(0, 99),
    pictures,
)
comparisons = st.builds(
    Comparison,
    st.lists(changes, max_size=2).map(tuple),
    st.integers(0, 999),
    st.none() | st.tuples(texts, texts),
    st.lists(texts, max_size=2).map(tuple),
)
