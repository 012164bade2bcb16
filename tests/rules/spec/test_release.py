import pytest

from flowops.errors import ConfigurationError
from flowops.rules.spec import NEWEST, RELEASES, release_of


@pytest.mark.parametrize(
    ("version", "engine"),
    [
        ("7.4", "0.163.0"),
        ("7.4.2", "0.163.0"),
        ("v8.0.1", "0.178.1"),
        ("9.0", "0.198.0"),
        ("9.1.77", "0.198.0"),
        ("9.3.0", "0.219.2"),
        ("10", "0.226.1"),
        ("10.3", "0.250.0"),
        ("26.2", "0.277.3"),
        ("26.3.54", "0.293.0"),
    ],
)
def test_a_rapidpro_version_stands_for_the_engine_that_it_ships(version, engine):
    assert release_of(version).engine == engine


@pytest.mark.parametrize(
    ("version", "engine"),
    [
        ("13", "0.178.1"),
        ("13.0.0", "0.178.1"),
        ("13.1.0", "0.178.1"),
        ("13.3", "0.219.2"),
        ("14.0.0", "0.262.5"),
        ("14.3.0", "0.262.5"),
        ("14.4.0", "0.277.3"),
        ("14.4.2", "0.293.0"),
    ],
)
def test_a_spec_version_stands_for_the_newest_engine_of_the_oldest_rapidpro_that_reads_it(version, engine):
    assert release_of(version).engine == engine


def test_without_a_version_the_newest_engine_counts():
    assert release_of(None) is NEWEST


@pytest.mark.parametrize(
    "version", ["", "9.x", "newest", "7.2", "6", "26.4", "27.0", "14.4.3", "15.0.0", "9.0.0.1", "١٤"]
)
def test_an_unknown_version_is_an_error_that_names_the_known_ones(version):
    with pytest.raises(ConfigurationError, match=r"26\.3.*14\.4\.2"):
        release_of(version)


def test_releases_go_up_in_everything():
    assert list(RELEASES) == sorted(
        RELEASES, key=lambda release: (release.minor, release.spec, release.rapidpro)
    )
