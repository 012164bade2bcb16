from typing import Any

import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS
from tests.sandbox.client import Client, JsonDict, body_of

IN_PLACE = ("26.2",)
WITH_LANGUAGES = ("9.0", "10.0", "26.2")
LANGUAGE = {"message": ["Message text in default flow language is required."]}


def loaded(dialect: str, programme: JsonDict) -> Client:
    sandbox = Sandbox(dialect)
    sandbox.load("Staging", programme)
    return Client(sandbox)


def exported(client: Client, programme: JsonDict) -> list[JsonDict]:
    """The events of the first campaign in an export of it alone."""
    [campaign] = client.export(campaigns=(programme["campaigns"][0]["uuid"],), dependencies="none")[
        "campaigns"
    ]
    events: list[JsonDict] = campaign["events"]
    return events


def body_for(programme: JsonDict, **more: Any) -> JsonDict:
    return {
        "campaign": programme["campaigns"][0]["uuid"],
        "relative_to": "next_visit",
        "offset": -2,
        "unit": "hours",
        "delivery_hour": -1,
        **more,
    }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_event_starts_a_flow_or_sends_a_message(
    dialect: str, programme: JsonDict, flows: dict[str, str]
) -> None:
    client = loaded(dialect, programme)
    flow = {"uuid": flows["ANC Reminder"], "name": "ANC Reminder"}

    starting = client.post("campaign_events", body_for(programme, flow=flow["uuid"]))
    sending = client.post("campaign_events", body_for(programme, message=" Hi "))

    assert (starting.status_code, sending.status_code) == (201, 201)
    rows = [body_of(starting), body_of(sending)]
    assert [(row["flow"], row["message"]) for row in rows] == [(flow, None), (None, {"eng": "Hi"})]
    assert {(row["offset"], row["unit"], row["delivery_hour"]) for row in rows} == {(-2, "hours", -1)}
    assert {row["uuid"] for row in rows} <= {event["uuid"] for event in exported(client, programme)}


def test_what_is_wrong_with_the_keys_is_said_of_each(client: Client) -> None:
    body = {"campaign": "x", "relative_to": "y", "offset": "z", "unit": "years", "delivery_hour": 24}

    answer = client.post("campaign_events", {**body, "message": {"eng": " "}, "flow": "f"})

    assert (answer.status_code, answer.json) == (
        400,
        {
            "campaign": ["No such object: x"],
            "offset": ["A valid integer is required."],
            "unit": ['"years" is not a valid choice.'],
            "delivery_hour": ["Ensure this value is less than or equal to 23."],
            "relative_to": ["No such object: y"],
            "message": ["This field may not be blank."],
            "flow": ["No such object: f"],
        },
    )


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("both", [True, False])
def test_neither_and_both_of_flow_and_message_are_refused(
    dialect: str, both: bool, programme: JsonDict, flows: dict[str, str]
) -> None:
    content: JsonDict = {"flow": flows["ANC Reminder"], "message": "Hi"} if both else {"message": {}}
    first = "Flow" if dialect in WITH_LANGUAGES else "Flow UUID"

    answer = loaded(dialect, programme).post("campaign_events", body_for(programme, **content))

    assert answer.json == {"non_field_errors": [f"{first} or a message text required."]}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_newer_versions_want_the_first_language_in_a_message(dialect: str, programme: JsonDict) -> None:
    answer = loaded(dialect, programme).post(
        "campaign_events", body_for(programme, message={"swa": "Habari"})
    )

    if dialect in WITH_LANGUAGES:
        assert (answer.status_code, answer.json) == (400, LANGUAGE)
    else:
        assert (answer.status_code, body_of(answer)["message"]) == (201, {"swa": "Habari"})


def test_a_message_may_have_several_languages(client: Client, programme: JsonDict) -> None:
    texts = {"swa": "Habari", "eng": "Hi"}

    row = body_of(client.post("campaign_events", body_for(programme, message=texts)))

    assert row["message"] == texts
    events = {event["uuid"]: event for event in exported(client, programme)}
    assert events[row["uuid"]]["base_language"] == "eng"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_change_is_a_new_event_up_to_10_0_and_the_same_one_later(dialect: str, programme: JsonDict) -> None:
    client = loaded(dialect, programme)
    before = body_of(client.post("campaign_events", body_for(programme, message="Hi")))
    count = len(client.results("campaign_events"))

    answer = client.post(
        "campaign_events", body_for(programme, message="Hello", offset=3), f"?uuid={before['uuid']}"
    )

    after = body_of(answer)
    assert (answer.status_code, after["message"], after["offset"]) == (200, {"eng": "Hello"}, 3)
    assert (after["uuid"] == before["uuid"]) is (dialect in IN_PLACE)
    assert (after["created_on"] == before["created_on"]) is (dialect in IN_PLACE)
    assert len(client.results("campaign_events")) == count
    gone = client.post(
        "campaign_events", body_for(programme, message="Hello"), f"?uuid={before['uuid']}"
    ).status_code
    assert gone == (200 if dialect in IN_PLACE else 404)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_26_2_does_not_change_events_while_it_is_scheduling(dialect: str, programme: JsonDict) -> None:
    client = loaded(dialect, programme)
    workspace = client.sandbox.workspace("Staging")
    workspace.scheduling = True
    created = client.post("campaign_events", body_for(programme, message="Hi"))
    path = f"?uuid={body_of(created)['uuid']}"

    answer = client.post("campaign_events", body_for(programme, message="Hello"), path)

    assert created.status_code == 201
    if dialect in IN_PLACE:
        refusal = "Cannot modify events which are currently being scheduled."
        assert (answer.status_code, answer.json) == (400, {"non_field_errors": [refusal]})
        workspace.scheduling = False
        assert client.post("campaign_events", body_for(programme, message="Hello"), path).status_code == 200
    else:
        assert answer.status_code == 200


def test_an_event_stays_in_its_campaign(client: Client, programme: JsonDict) -> None:
    campaign = programme["campaigns"][0]["uuid"]
    event = client.results("campaign_events", f"?campaign={campaign}")[0]["uuid"]
    elsewhere = {**body_for(programme, message="Hi"), "campaign": programme["campaigns"][1]["uuid"]}

    answer = client.post("campaign_events", elsewhere, f"?uuid={event}")

    assert answer.json == {"campaign": ["Cannot change campaign for existing events"]}


def test_an_event_can_be_deleted(client: Client) -> None:
    event = client.results("campaign_events")[0]["uuid"]

    assert client.delete("campaign_events", f"?uuid={event}").status_code == 204
    gone = client.delete("campaign_events", f"?uuid={event}")

    assert (gone.status_code, gone.json) == (404, {"detail": "No CampaignEvent matches the given query."})


def test_a_date_of_every_contact_can_be_counted_from(client: Client, programme: JsonDict) -> None:
    row = body_of(client.post("campaign_events", body_for(programme, message="Hi", relative_to="Created_on")))

    assert row["relative_to"] == {"key": "created_on", "name": "Created On", "label": "Created On"}


def test_without_languages_a_text_is_in_none(programme: JsonDict) -> None:
    client = loaded("7.4", programme)
    client.sandbox.workspace("Staging").languages.clear()

    row = body_of(client.post("campaign_events", body_for(programme, message="Hi")))

    assert row["message"] == {"base": "Hi"}
