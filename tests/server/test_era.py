"""Which release answered."""

import pytest
from requests.structures import CaseInsensitiveDict

from flowops.server import era


@pytest.mark.parametrize(
    ("headers", "spec", "release"),
    [
        ({}, "13.1.0", "7.4"),
        ({"x-temba-org": "14"}, "13.1.0", "8.0"),
        ({"x-temba-org": "14"}, "13.2.0", "9.0"),
        ({"x-temba-org": "14"}, "13.6.1", "10.0"),
        ({"x-temba-org": "14"}, "14.3.0", "10.2"),
        ({"x-temba-workspace": "u"}, "14.3.0", "26.0"),
        ({"x-temba-workspace": "u"}, "14.4.1", "26.2"),
        ({"x-temba-workspace": "u"}, "15.0.0", "26.2"),
        ({"x-temba-workspace": "u"}, None, None),
        ({"x-temba-workspace": "u"}, "13.0.0", None),
    ],
)
def test_headers_and_specification_tell_the_release_together(headers, spec, release):
    found = era.detect(CaseInsensitiveDict(headers), spec)

    assert (found.release if found else None) == release


@pytest.mark.parametrize(
    ("spec", "release"), [("13.1.0", "7.4"), ("14.3.0", "10.2"), ("14.4.2", "26.2"), (None, None)]
)
def test_a_file_tells_the_oldest_release_that_writes_such(spec, release):
    found = era.of_file(spec)

    assert (found.release if found else None) == release
