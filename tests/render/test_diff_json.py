"""The document `flowops/diff@1`."""

from dataclasses import fields, replace

from hypothesis import given

from flowops import canon
from flowops.model.change import Change, Comparison, Edit, Mark, NodeChange
from flowops.render.diff_json import to_json
from tests.render.comparisons import comparisons, few


def test_it_is_what_the_contract_says():
    node = NodeChange(
        "changed", "Will you attend?", "a", "b", "content", (Edit("actions/0/text", "changed", "…", "?"),)
    )
    change = Change(
        "flow",
        "changed",
        "ANC reminder",
        "ANC reminder",
        (Edit("expire_after_minutes", "changed", 720, 10080),),
        (node,),
    )

    assert to_json(Comparison((change,), 214)) == {
        "format": "flowops/diff@1",
        "summary": {"added": 0, "removed": 0, "changed": 1, "renamed": 0, "unchanged": 214},
        "changes": [
            {
                "kind": "flow",
                "change": "changed",
                "name": "ANC reminder",
                "name_before": "ANC reminder",
                "edits": [
                    {"path": "expire_after_minutes", "change": "changed", "before": 720, "after": 10080}
                ],
                "nodes": [
                    {
                        "change": "changed",
                        "label": "Will you attend?",
                        "before": "a",
                        "after": "b",
                        "matched_by": "content",
                        "edits": [
                            {
                                "path": "actions/0/text",
                                "language": None,
                                "change": "changed",
                                "before": "…",
                                "after": "?",
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_what_has_content_beyond_the_contract_has_a_key():
    marks = (
        Mark("actions/0/text", "swa", "lost-expression", ("fields.name",)),
        Mark("actions/0/text", "fra", "stale"),
    )
    node = NodeChange(
        "added", "Hi", None, "b", None, (Edit("actions/0/text", "added", None, "x", "swa"),), marks
    )
    added = Change("flow", "added", "A", "A", (Edit("message", "added", None, "x", "fra"),), (node,), size=3)
    document = canon.dumps(to_json(Comparison((added,), 0, ("13.2.0", "14.4.1"), ("broken.json",)))).decode()

    assert '"size": 3' in document
    assert '"language": "fra",\n          "path": "message"' in document
    assert '"spec_versions": {\n    "after": "14.4.1",\n    "before": "13.2.0"\n  }' in document
    assert '"problems": [\n    "broken.json"\n  ]' in document
    assert document.count('"missing"') == 2


@few
@given(comparisons)
def test_nothing_is_lost(comparison):
    document = to_json(comparison)
    summary = document["summary"]

    assert isinstance(summary, dict)
    assert sum(n for key, n in summary.items() if key != "unchanged" and isinstance(n, int)) == len(
        comparison.changes
    )
    for value in (
        replace(comparison, unchanged=comparison.unchanged + 1),
        replace(comparison, problems=(*comparison.problems, "more")),
        replace(comparison, changes=(*comparison.changes, Change("flow", "added", "x", "x"))),
    ):
        assert to_json(value) != document


@few
@given(comparisons)
def test_every_value_of_an_edit_is_in_it(comparison):
    document = to_json(comparison)
    listed = document["changes"]
    assert isinstance(listed, list)
    for change, shown in zip(comparison.changes, listed, strict=True):
        assert isinstance(shown, dict)
        assert isinstance(shown["edits"], list)
        for edit, its in zip(change.edits, shown["edits"], strict=True):
            assert isinstance(its, dict)
            known = {field.name: getattr(edit, field.name) for field in fields(edit)}
            assert {**known, **its} == known
