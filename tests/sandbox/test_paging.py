from base64 import b64encode

import pytest

from flowops.sandbox import Sandbox, Workspace

from .client import Client, JsonDict, body_of


@pytest.fixture
def big() -> Client:
    sandbox = Sandbox()
    many: list[JsonDict] = [{"uuid": f"f{number}", "name": f"F {number}"} for number in range(600)]
    sandbox.load("Staging", {"flows": [*many]})
    return Client(sandbox)


def walk(client: Client, url: str, direction: str = "next") -> list[JsonDict]:
    pages = [body_of(client.call(url))]
    while following := pages[-1][direction]:
        pages.append(body_of(client.call(following)))
    return pages


def test_pages_of_250_newest_first(big: Client) -> None:
    pages = walk(big, "/api/v2/flows.json")

    assert [len(page["results"]) for page in pages] == [250, 250, 100]
    names = [row["name"] for page in pages for row in page["results"]]
    assert names == [f"F {number}" for number in reversed(range(600))]


def test_one_can_walk_back(big: Client) -> None:
    *_, last = walk(big, "/api/v2/flows.json")

    pages = walk(big, last["previous"], "previous")

    assert [page["results"][0]["name"] for page in pages] == ["F 349", "F 599"]


def test_addresses_are_absolute_and_keep_the_filters(big: Client) -> None:
    page = body_of(big.call("/api/v2/flows.json?type=message&archived=0", Host="rapidpro.test"))

    assert page["next"].startswith("http://rapidpro.test/api/v2/flows.json?archived=0&cursor=")
    assert page["next"].endswith("&type=message")


def test_what_is_added_or_removed_meanwhile_does_not_shift_the_pages(big: Client) -> None:
    workspace: Workspace = big.sandbox.workspace("Staging")
    first = body_of(big.call("/api/v2/flows.json"))
    workspace.save_flow({"uuid": "new", "name": "New"})
    workspace.delete_flow("f500")

    second = body_of(big.call(first["next"]))

    assert second["results"][0]["name"] == "F 349"


@pytest.mark.parametrize(
    "cursor", ["nonsense", "cD0", b64encode(b"x=1").decode(), b64encode(b"\xff").decode()]
)
def test_a_made_up_cursor_is_404(client: Client, cursor: str) -> None:
    answer = client.call(f"/api/v2/flows.json?cursor={cursor}")

    assert (answer.status_code, answer.json) == (404, {"detail": "Invalid cursor"})
