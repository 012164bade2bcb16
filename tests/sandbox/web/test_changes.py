import pytest

from flowops.sandbox.web.changes import changes
from tests.sandbox.client import JsonDict

NODE: JsonDict = {"uuid": "n", "actions": [{"text": "a"}], "exits": [{"uuid": "e"}]}
BEFORE: JsonDict = {"nodes": [NODE], "localization": {"swa": {"a": {}}}}


@pytest.mark.parametrize(
    ("after", "tags"),
    [
        ({"nodes": [{**NODE, "actions": []}]}, ["actions"]),
        ({"nodes": [{**NODE, "router": {}}]}, ["routers"]),
        ({"nodes": [{**NODE, "exits": []}]}, ["nodes"]),
        ({"nodes": [{**NODE, "uuid": "m"}]}, ["nodes"]),
        ({"nodes": []}, ["nodes"]),
        ({"localization": {"swa": {}}}, ["localization:swa"]),
        ({"localization": None}, ["localization:swa"]),
        ({"localization": {"swa": {"a": {}}, "fra": {}}, "nodes": []}, ["localization:fra", "nodes"]),
    ],
)
def test_the_parts_that_differ_are_named(after: JsonDict, tags: list[str]) -> None:
    assert changes(BEFORE, {**BEFORE, **after}) == {"tags": tags}


def test_nothing_is_said_of_the_first_revision_and_of_equal_ones() -> None:
    assert changes(None, BEFORE) == changes(BEFORE, {**BEFORE}) == {}
