import pytest

from flowops.errors import ConfigurationError
from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS

from .client import Client, JsonDict

GLOBAL: JsonDict = {"name": "G", "value": "1"}
NO_PERMISSION = {"detail": "You do not have permission to perform this action."}


def client_of(sandbox: Sandbox, role: str) -> Client:
    """The calls of a user with that role in the staging workspace."""
    client = Client(sandbox)
    client.token = sandbox.add_user("ann@example.org", {"Staging": role}).tokens[1]
    return client


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("role", "read", "written"),
    [("administrator", 200, 201), ("editor", 200, 201), ("viewer", 200, 403), ("agent", 403, 403)],
)
def test_what_a_role_may_do(dialect: str, role: str, read: int, written: int) -> None:
    if role not in DIALECTS[dialect].roles:
        with pytest.raises(
            ConfigurationError, match=r"viewer is no role in 26\.2\. There are: administrator"
        ):
            Sandbox(dialect).add_user("ann@example.org", {"Staging": role})
        return
    client = client_of(Sandbox(dialect), role)

    reading, writing = client.call("/api/v2/flows.json"), client.post("globals", GLOBAL)

    assert (reading.status_code, writing.status_code) == (read, written)
    assert [each.json for each in (reading, writing) if each.status_code == 403] == [NO_PERMISSION] * (
        [read, written].count(403)
    )


def test_a_refused_call_does_not_count_and_a_role_can_be_lowered(sandbox: Sandbox) -> None:
    client = client_of(sandbox, "editor")
    sandbox.throttle.limit = 1
    sandbox.add_user("ann@example.org", {"Staging": "agent"})
    assert client.call("/api/v2/flows.json").status_code == 403

    sandbox.add_user("ann@example.org", {"Staging": "editor"})

    assert client.call("/api/v2/flows.json").status_code == 200


def test_everybody_has_a_token_of_their_own_for_each_workspace(sandbox: Sandbox) -> None:
    ann = sandbox.add_user("ann@example.org", {"Staging": "editor", "Production": "editor"})
    ben = sandbox.add_user("ben@example.org", {"Production": "editor"})

    tokens = [*ann.tokens.values(), *ben.tokens.values(), *sandbox.login.tokens.values()]
    assert len(set(tokens)) == len(tokens) == 5
    assert not any(token in repr(ann) for token in tokens)
    for token, name in ((ann.tokens[1], "Staging"), (ben.tokens[2], "Production")):
        client = Client(sandbox)
        client.token = token
        assert client.get("workspace")["name"] == name


def test_a_member_is_in_the_list_of_users_of_that_workspace(sandbox: Sandbox) -> None:
    sandbox.add_user("ann@example.org", {"Staging": "editor"})

    rows = {row["email"]: row["role"] for row in Client(sandbox).results("users")}
    assert rows == {sandbox.login.email: "administrator", "ann@example.org": "editor"}
    assert len(Client(sandbox, "Production").results("users")) == 1


def test_who_has_left_has_no_token_any_more(sandbox: Sandbox) -> None:
    client = client_of(sandbox, "editor")

    sandbox.remove_user("ann@example.org", "Staging")

    answer = client.call("/api/v2/flows.json")
    assert (answer.status_code, answer.json) == (403, {"detail": "Invalid token"})
    assert sandbox.users["ann@example.org"].roles == {}
    assert [row["email"] for row in Client(sandbox).results("users")] == [sandbox.login.email]


def test_a_token_works_as_the_basic_password_of_its_own_user_only(sandbox: Sandbox) -> None:
    client = client_of(sandbox, "editor")

    answers = [
        client.http.get("/api/v2/flows.json", auth=(email, client.token))
        for email in ("ann@example.org", sandbox.login.email)
    ]

    assert [each.status_code for each in answers] == [200, 403]
