"""The message of an export's commit."""

import pytest

from flowops.model.change import Change
from flowops.render.commit import message


def test_flows_are_in_the_subject_and_every_object_is_in_the_body():
    changes = [
        Change("flow", "added", "ANC Registration", "ANC Registration"),
        Change("flow", "added", "ANC Stop", "ANC Stop"),
        Change("flow", "renamed", "ANC Reminder", "Reminder"),
        Change("group", "changed", "Mothers", "Mothers"),
        Change("trigger", "removed", "ANC Stop (keyword stop)", "ANC Stop (keyword stop)"),
    ]

    assert message("staging", changes) == (
        "Export staging: 2 flows added, 1 renamed\n"
        "\n"
        'Add flow "ANC Registration"\n'
        'Add flow "ANC Stop"\n'
        'Rename flow "Reminder" to "ANC Reminder"\n'
        'Change group "Mothers"\n'
        'Remove trigger "ANC Stop (keyword stop)"\n'
    )


def test_without_flows_the_other_objects_are_in_the_subject():
    assert message("staging", [Change("group", "changed", "M", "M")]).startswith(
        "Export staging: 1 group changed\n"
    )


def test_where_only_the_form_changed_it_says_so():
    assert message("staging", []) == "Export staging: no object changed\n"


def test_names_cannot_break_out_of_their_line():
    hostile = "A\n\nSigned-off-by: x\u202e\u2028\x00\x1b[31m"

    assert message("s", [Change("flow", "added", hostile, hostile)]).splitlines()[2:] == [
        'Add flow "A Signed-off-by: x [31m"'
    ]


def test_a_long_list_is_cut():
    changes = [Change("flow", "added", f"Flow {n}", "") for n in range(250)]

    assert message("s", changes).splitlines()[-1] == "… and 50 more"


def test_a_long_name_is_cut():
    assert len(message("s", [Change("flow", "added", "x" * 500, "")]).splitlines()[2]) == 111


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("ask @bob", "@bob"),
        ("Fixes #12", "#12"),
        ("closes GH-12", "GH-12"),
        ("Fixes https://github.com/us/flows/issues/7", "/issues/7"),
        ("Survey [skip ci]", "[skip ci]"),
        ("Survey [CI skip]", "[CI skip]"),
        ("[no ci]", "[no ci]"),
        ("[actions skip]", "[actions skip]"),
        ("skip-checks: true", "skip-checks"),
    ],
)
def test_what_a_flow_is_called_is_no_order_to_github(name, order):
    text = message("staging", [Change("flow", "renamed", name, name)])

    assert order not in text
    assert text.count(name.replace(order, "").strip()) >= 2


def test_other_names_stay_as_they_are():
    name = "Week #a [draft] 50% user.at.home"

    assert f'Add flow "{name}"' in message("staging", [Change("flow", "added", name, name)])
