from collections.abc import Callable

import pytest

from .browser import Browser
from .test_settings import created

Open = Callable[[str], Browser]


@pytest.mark.parametrize(
    ("dialect", "mark"),
    [("9.0", "Temba-Content-Menu"), ("10.0", "X-Temba-Content-Menu"), ("26.2", "X-Temba-Content-Menu")],
)
def test_the_menu_is_shown_to_who_asks_for_it(browser: Open, dialect: str, mark: str) -> None:
    own = browser(dialect)
    page = f"/flow/editor/{created(own).uuid}/"

    answer = own.get(page, **{mark: "1"})

    edit = [each["url"] for each in answer.json["items"] if each.get("label") == "Edit"]  # type: ignore[index]
    assert (len(edit), edit[0].startswith("/flow/update/")) == (1, True)
    assert own.get(page).mimetype == "text/html"
    assert "/flow/update/" not in own.get(page).text


@pytest.mark.parametrize("dialect", ["7.4", "8.0"])
def test_the_oldest_have_the_address_in_the_page(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    page = own.get(f"/flow/editor/{created(own).uuid}/", **{"Temba-Content-Menu": "1"})

    assert page.mimetype == "text/html"
    assert '<a href="/flow/update/' in page.text


def test_a_flow_with_nodes_can_be_started(browser: Open) -> None:
    own = browser("9.0")
    flow = next(iter(own.sandbox.workspace("Staging").flows))

    answer = own.get(f"/flow/editor/{flow}/", **{"Temba-Content-Menu": "1"})

    assert answer.json["items"][0]["disabled"] is False  # type: ignore[index]
