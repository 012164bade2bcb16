"""The API's writes: each is one request, whose answer is a yes, a no, or proves nothing."""

import pytest
import requests

from flowops.environment import Secret
from flowops.errors import NotPermitted, ServerError, TooLarge, Unanswered, WriteRefused
from flowops.server.api import Api
from flowops.server.notices import Notices
from flowops.server.transport import Transport
from flowops.server.writing import Writer

from .conftest import QUICK, once_with_hang

JSON = {"Content-Type": "application/json"}
TYPES = ("text", "number", "datetime", "state", "district", "ward")


@pytest.fixture
def writer(each):
    """A writer of every dialect."""
    return Writer(each.transport())


def event(**more):
    return {
        "uuid": "old",
        "offset": -7,
        "unit": "D",
        "event_type": "F",
        "delivery_hour": 9,
        "relative_to": {"key": "next_visit", "label": "Next Visit"},
        "start_mode": "I",
        "message": None,
        **more,
    }


def campaign_of(site):
    return next(iter(site.staging.campaigns.values()))


def flow_reference(site):
    flow = next(iter(site.staging.flows.values()))
    return {"uuid": flow.uuid, "name": flow.name}


def test_a_global_is_created_and_set(each, writer, monkeypatch):
    monkeypatch.setenv("V", "Basic canary-value")

    made = writer.create_global("API Key", "first")
    assert (made["key"], made["value"]) == ("api_key", "first")
    assert writer.update_global("api_key", Secret("V", "staging", "globals.api_key"))["key"] == "api_key"

    assert each.staging.globals["api_key"].value == "Basic canary-value"
    assert not [line for line in (*each.told, *each.details) if "canary" in line]
    assert each.log() == ["POST /api/v2/globals.json", "POST /api/v2/globals.json?key=api_key"]


@pytest.mark.parametrize("value_type", TYPES)
def test_a_field_gets_its_type(each, writer, value_type):
    assert writer.create_field("Birth Date", value_type)["key"] == "birth_date"

    assert each.staging.fields["birth_date"].value_type == value_type


def test_groups_labels_and_topics_are_created_by_name(each, writer):
    for create in (writer.create_group, writer.create_label, writer.create_topic):
        made = create("Brand New")
        assert made["name"] == "Brand New"
        assert made["uuid"]


def test_campaigns_are_created_and_changed(each, writer):
    group, other = writer.create_group("A")["uuid"], writer.create_group("B")["uuid"]

    made = writer.create_campaign("Reminders", group)
    changed = writer.update_campaign(made["uuid"], "More Reminders", other)

    assert changed["uuid"] == made["uuid"]
    assert (changed["name"], changed["group"]["uuid"]) == ("More Reminders", other)


def test_events_are_written_as_exports_have_them(each, writer):
    campaign = campaign_of(each).uuid
    reference = flow_reference(each)
    given = event(flow=reference)

    made = writer.create_event(campaign, given)

    assert (made["offset"], made["unit"], made["delivery_hour"]) == (-7, "days", 9)
    assert made["relative_to"]["key"] == "next_visit"
    assert made["flow"] == reference

    changed = writer.update_event(made["uuid"], campaign, {**given, "offset": 3, "unit": "W"})

    assert (changed["offset"], changed["unit"]) == (3, "weeks")
    assert (changed["uuid"] == made["uuid"]) == each.sandbox.dialect.event_in_place
    assert changed["uuid"] in [row["uuid"] for row in Api(each.transport()).all("campaign_events")]

    writer.delete_event(changed["uuid"])
    assert changed["uuid"] not in {it.uuid for it in campaign_of(each).events}


def test_events_with_a_message_are_written_too(each, writer):
    language = each.staging.languages[0]
    given = event(event_type="M", message={language: "Come to the clinic"}, base_language=language)

    assert writer.create_event(campaign_of(each).uuid, given)["message"] == {language: "Come to the clinic"}


def test_an_event_that_is_being_scheduled_is_tried_again(site):
    made = site("26.2")
    writer = Writer(made.transport())
    campaign = campaign_of(made)
    refused = '["Cannot modify events which are currently being scheduled."]'
    body = f'{{"non_field_errors": {refused}}}'
    made.fault("status:400", "/api/v2/campaign_events.json", headers=JSON, body=body, times=2)

    changed = writer.update_event(campaign.events[0].uuid, campaign.uuid, event(flow=flow_reference(made)))

    assert changed["offset"] == -7
    assert [line.rpartition("; ")[2] for line in made.told] == [
        "trying again in 0.04 s",
        "trying again in 0.08 s",
    ]


def test_an_event_that_is_scheduled_for_ever_is_a_refusal(site):
    made = site("26.2")
    made.staging.scheduling = True
    campaign = campaign_of(made)

    with pytest.raises(WriteRefused, match="currently being scheduled"):
        Writer(made.transport()).update_event(
            campaign.events[0].uuid, campaign.uuid, event(flow=flow_reference(made))
        )
    assert len(made.log()) == 5


def test_an_event_that_is_refused_for_another_reason_is_not_tried_again(each, writer):
    campaign = campaign_of(each)

    with pytest.raises(WriteRefused):
        writer.update_event(campaign.events[0].uuid, campaign.uuid, event())
    assert len(each.log()) == 1


@pytest.mark.parametrize(
    ("write", "status", "reason"),
    [
        (lambda it: it.create_group("ANC Mothers"), 400, "name: This field must be unique."),
        (lambda it: it.create_group('"'), 400, "name: Cannot contain the character"),
        (lambda it: it.update_global("cht_url", ""), 400, "value: This field may not be blank."),
        (lambda it: it.update_global("nothing", "x"), 404, ""),
        (lambda it: it.delete_event("00000000-0000-4000-8000-000000000000"), 404, ""),
        (lambda it: it.create_field("+", "text"), 400, ": Can only contain letters, numbers and hypens."),
    ],
)
def test_a_refusal_carries_the_reason(each, writer, write, status, reason):
    with pytest.raises(WriteRefused) as raised:
        write(writer)

    assert raised.value.status == status
    assert reason in raised.value.reason
    assert f"refused ({status}" in str(raised.value)


def test_a_limit_is_a_refusal(each, writer):
    each.staging.limit = 0

    with pytest.raises(WriteRefused, match="workspace has reached limit of 0") as raised:
        writer.create_label("One More")
    assert raised.value.status == 409


def test_a_user_who_may_not_is_told(each, writer, monkeypatch):
    monkeypatch.setenv("T", "canary" * 6)

    with pytest.raises(NotPermitted, match="Invalid token") as raised:
        writer.create_label("One More")
    assert "canary" not in str(raised.value)


def test_a_value_that_a_server_echoes_is_hidden(each, writer, monkeypatch):
    monkeypatch.setenv("V", "canary-value-0123456789")
    body = '{"value": ["canary-value-0123456789 is too long"]}'
    each.fault("status:400", "/api/v2/globals.json", headers=JSON, body=body)

    with pytest.raises(WriteRefused) as raised:
        writer.update_global("cht_url", Secret("V", "staging", "globals.cht_url"))

    assert raised.value.reason == "value: *** is too long"
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize(
    ("each", "kind"),
    once_with_hang(
        "status:500", "status:502", "status:503", "status:504", "reset", "reset-after", "truncate"
    ),
    indirect=["each"],
)
def test_what_proves_nothing_is_sent_once(each, writer, kind, monkeypatch):
    monkeypatch.setenv("V", "canary-value")
    each.fault(kind, "/api/v2/globals.json")

    with pytest.raises(Unanswered, match="whether global API Key was created is not known") as raised:
        writer.create_global("API Key", Secret("V", "staging", "globals.api_key"))

    assert ("api_key" in each.staging.globals) == (kind in ("reset-after", "truncate"))
    assert len(each.posts()) == 1
    assert "canary" not in str(raised.value)
    each.check_silent(str(raised.value))


@pytest.mark.parametrize("body", ["", "[]", "null", "<p>"])
def test_a_success_that_cannot_be_read_proves_nothing(each, writer, body):
    each.fault("status:201", "/api/v2/labels.json", headers=JSON, body=body)

    with pytest.raises(Unanswered):
        writer.create_label("One More")


@pytest.mark.parametrize("headers", [{"Retry-After": "1"}, {}])
def test_a_throttled_write_was_not_done_and_is_sent_again(site, headers):
    made = site()
    made.fault("status:429", "/api/v2/labels.json", headers=headers)

    assert Writer(made.transport()).create_label("One More")["name"] == "One More"
    assert len(made.log()) == 2
    assert "trying again in" in made.told[0]


def test_throttled_for_longer_than_patience_was_not_done(each, writer):
    requests.post(f"{each.url}/sandbox/throttle.json", json={"limit": 0, "retry_after": True}, timeout=5)

    with pytest.raises(ServerError, match="throttles") as raised:
        writer.create_label("One More")
    assert not isinstance(raised.value, Unanswered)


def test_a_redirect_is_not_followed(each, writer):
    each.fault("status:301", "/api/v2/labels.json", headers={"Location": "/api/v2/topics.json"})
    each.fault("status:302", "/api/v2/labels.json", headers={"Location": "https://elsewhere.example.org/"})

    with pytest.raises(NotPermitted, match=r"led to /api/v2/topics\.json instead"):
        writer.create_label("One More")
    with pytest.raises(ServerError, match="redirects to another host"):
        writer.create_label("One More")


def test_a_proxy_that_takes_less_is_told(each, writer):
    each.fault("status:413", "/api/v2/globals.json")

    with pytest.raises(TooLarge):
        writer.create_global("API Key", "x" * 9000)


def test_where_nobody_listens_nothing_was_written(site):
    transport = Transport("http://127.0.0.1:9", site().environment.token, Notices(), QUICK)

    with pytest.raises(ServerError, match="no connection to") as raised:
        Writer(transport).create_label("One More")
    assert not isinstance(raised.value, Unanswered)
