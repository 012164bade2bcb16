import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.campaign import Campaign
from flowops.sandbox.importing import ImportFailed

from .samples import A, B, C, campaign, event, flow, only, put, text


def the_campaign(workspace: Workspace) -> Campaign:
    [found] = workspace.campaigns.values()
    return found


def group_name(workspace: Workspace) -> str:
    return workspace.groups[the_campaign(workspace).group].name


def test_a_campaign_is_found_by_its_exact_name_and_its_group_is_replaced(workspace: Workspace) -> None:
    put(workspace, campaigns=[campaign("Reminders")])
    before = the_campaign(workspace)
    assert (before.uuid == C, group_name(workspace)) == (False, "Mothers")

    put(workspace, campaigns=[campaign("Reminders", group="Fathers", uuid=A)])

    after = the_campaign(workspace)
    assert (after.uuid, after.created_on, group_name(workspace)) == (
        before.uuid,
        before.created_on,
        "Fathers",
    )


def test_another_letter_case_makes_a_second_campaign(workspace: Workspace) -> None:
    put(workspace, campaigns=[campaign("Reminders"), campaign("REMINDERS")])

    assert [row.name for row in workspace.campaigns.values()] == ["Reminders", "REMINDERS 2"]


def test_an_archived_campaign_is_filled_and_stays_archived(workspace: Workspace) -> None:
    put(workspace, campaigns=[campaign("Reminders")])
    workspace.archive_campaign(the_campaign(workspace).uuid)

    put(workspace, campaigns=[campaign("Reminders", event("due"))])

    assert (the_campaign(workspace).archived, len(the_campaign(workspace).events)) == (True, 1)


def test_a_file_of_the_same_site_renames_the_campaign(workspace: Workspace) -> None:
    put(workspace, campaigns=[campaign("Reminders"), campaign("Others")])
    known = next(iter(workspace.campaigns))

    put(workspace, same_site=True, campaigns=[campaign("Renamed", uuid=known)])
    assert [row.name for row in workspace.campaigns.values()] == ["Renamed", "Others"]

    put(workspace, same_site=True, campaigns=[campaign("others", uuid=known)])
    assert [row.name for row in workspace.campaigns.values()] == ["others 2", "Others"]


@pytest.mark.parametrize(("same_site", "expected"), [(True, "Fathers"), (False, "Mothers")])
def test_the_group_is_found_by_uuid_only_on_the_same_site(
    workspace: Workspace, same_site: bool, expected: str
) -> None:
    sandbox_group = {"uuid": B, "name": "Fathers"}
    put(workspace, groups=[sandbox_group, {"uuid": A, "name": "Mothers"}])
    [fathers] = [group.uuid for group in workspace.groups.values() if group.name == "Fathers"]
    written = {**campaign("C"), "group": {"uuid": fathers, "name": "mothers"}}

    put(workspace, same_site=same_site, campaigns=[written])

    assert group_name(workspace) == expected


def test_every_event_is_made_anew(workspace: Workspace) -> None:
    main = flow("Main", text("x"))
    events = (event("due", main), event("due", offset=2))
    put(workspace, main, campaigns=[campaign("C", *events)])
    before = the_campaign(workspace).events

    put(workspace, main, campaigns=[campaign("C", *events)])

    after = the_campaign(workspace).events
    assert [row.offset for row in after] == [1, 2]
    assert [row.flow for row in after] == [only(workspace, "Main").uuid, None]
    written = {str(row["uuid"]) for row in events}
    assert len({row.uuid for row in (*before, *after)} | written) == 6


def test_an_event_whose_flow_is_nowhere_is_dropped_and_its_date_created(workspace: Workspace) -> None:
    put(workspace, flow("Main", text("x")))

    put(workspace, campaigns=[campaign("C", event("due", flow("Main")), event("birth"))])

    assert [row.relative_to for row in the_campaign(workspace).events] == ["birth"]
    assert list(workspace.fields) == ["due", "birth"]


def test_an_event_may_start_a_flow_of_the_workspace_by_its_uuid(workspace: Workspace) -> None:
    put(workspace, flow("Main", text("x")))
    own = only(workspace, "Main")

    put(workspace, campaigns=[campaign("C", event("due", {"uuid": own.uuid, "name": "Main"}))])

    assert [row.flow for row in the_campaign(workspace).events] == [own.uuid]


def test_a_message_of_one_language_is_a_text(workspace: Workspace) -> None:
    events = [
        event("due", message="Habari", base_language="swa"),
        event("due", message="Hello", base_language=""),
    ]
    put(workspace, campaigns=[campaign("C", *events)])

    assert [row.message for row in the_campaign(workspace).events] == [{"swa": "Habari"}, {"eng": "Hello"}]


@pytest.mark.parametrize(
    "broken",
    [
        event("due", message=None),
        event("due", event_type="X"),
        {**event("due"), "relative_to": None},
    ],
)
def test_a_broken_event_fails_the_import(workspace: Workspace, broken: dict[str, object]) -> None:
    with pytest.raises(ImportFailed):
        put(workspace, campaigns=[campaign("C", broken)])

    assert not workspace.campaigns
