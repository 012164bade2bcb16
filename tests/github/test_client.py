"""GitHub's API: what fails is one line, what may pass is tried again, and the token goes to GitHub alone."""

import json

import pytest
from werkzeug.wrappers import Response

from flowops.environment import redact
from flowops.errors import ConfigurationError, FormatError, GitHubError
from flowops.github.client import Client
from flowops.github.run import read_run
from tests.github.fixtures import hub, step
from tests.github.hub import TOKEN

__all__ = ["hub", "step"]


@pytest.fixture
def client(step):
    return Client(read_run(), wait=0)


def test_a_list_is_read_to_its_end(hub, client):
    for number in range(205):
        hub.remark(7, str(number))

    assert [it["body"] for it in client.pages("issues/7/comments")] == [str(it) for it in range(205)]


def test_a_page_from_which_github_hides_something_is_not_the_last(hub, client, monkeypatch):
    def answer(request):
        page = int(request.args["page"])
        more = {"Link": f'<{request.base_url}?page={page + 1}>; rel="next"'} if page < 3 else {}
        return Response(json.dumps([{"page": page}]), 200, more)

    monkeypatch.setattr(hub, "answer", answer)

    assert [it["page"] for it in client.pages("pulls/7/reviews")] == [1, 2, 3]


def test_what_another_run_has_removed_already_is_gone(client):
    client.delete("issues/comments/99")


def test_a_list_without_end_is_not_read_for_ever(hub, client, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda _request: Response(json.dumps([{}] * 100)))

    with pytest.raises(GitHubError, match="more than 5000"):
        list(client.pages("issues"))


@pytest.mark.parametrize("answer", ["{}", "[3]", "null"])
def test_what_is_no_list_of_objects_is_none(answer, hub, client, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda _request: Response(answer))

    if answer == "[3]":
        assert list(client.pages("issues")) == []
    else:
        with pytest.raises(GitHubError, match="something else than a list"):
            list(client.pages("issues"))


def test_an_answer_that_is_no_json_is_an_error(hub, client, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda _request: Response("<html>"))

    with pytest.raises(FormatError):
        client.get("issues")


def test_a_failure_says_what_was_asked_and_what_github_said(hub, client):
    hub.faults.append(("comments", 422))

    with pytest.raises(GitHubError, match=r"^POST issues/7/comments: GitHub answered 422 \(Server Error\)$"):
        client.post("issues/7/comments", {"body": "x"})


def test_a_failure_without_words_is_one_too(hub, client, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda _request: Response("gone", 418))

    with pytest.raises(GitHubError, match=r"GitHub answered 418$"):
        client.get("issues")


def test_reading_is_tried_again_and_making_is_not(hub, client):
    hub.faults += [("comments", 502)] * 3
    assert list(client.pages("issues/7/comments")) == []

    hub.faults += [("comments", 502)]
    with pytest.raises(GitHubError):
        client.post("issues/7/comments", {"body": "x"})
    assert [it for it in hub.log if it[0] == "POST"] == [("POST", "/repos/medic/flows/issues/7/comments")]


def test_a_failure_that_stays_is_believed(hub, client):
    hub.faults += [("comments", 503)] * 9

    with pytest.raises(GitHubError, match="503"):
        list(client.pages("issues/7/comments"))


def test_a_change_that_is_led_elsewhere_is_not_sent_there(hub, client, monkeypatch):
    monkeypatch.setattr(
        hub, "answer", lambda _request: Response("", 307, {"Location": "http://127.0.0.1:1/"})
    )

    with pytest.raises(GitHubError, match="307"):
        client.patch("issues/1", {})


def test_github_that_cannot_be_reached_is_one_line(step):
    step.set(GITHUB_API_URL="http://127.0.0.1:1")

    with pytest.raises(GitHubError, match="cannot be reached"):
        Client(read_run(), wait=0).get("issues")


def test_a_netrc_does_not_replace_the_token(client, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))

    assert client.get("issues") == []


def test_a_wrong_token_is_told_with_the_way_out_and_never_shown(step):
    step.set(GITHUB_TOKEN="not-the-token")

    with pytest.raises(GitHubError, match="401") as error:
        Client(read_run(), wait=0).get("issues")
    assert "permissions" in str(error.value)
    assert "not-the-token" not in str(error.value)


def test_the_token_is_hidden_in_every_output_from_then_on(step):

    read_run()

    assert TOKEN not in redact(f"a {TOKEN} b")


@pytest.mark.parametrize(("text", "error"), [("{", FormatError), (None, ConfigurationError)])
def test_an_event_that_cannot_be_read_is_an_error(text, error, step, tmp_path):
    file = tmp_path / "odd.json"
    if text is not None:
        file.write_text(text)
    step.set(GITHUB_EVENT_PATH=file)

    with pytest.raises(error):
        read_run()


def test_an_event_that_is_no_object_says_nothing(step, tmp_path):
    (tmp_path / "odd.json").write_text("[]")
    step.set(GITHUB_EVENT_PATH=tmp_path / "odd.json")

    assert read_run().event == {}


def test_a_tag_is_no_branch(step):
    step.set(GITHUB_REF_TYPE="tag")

    assert read_run().branch == ""
