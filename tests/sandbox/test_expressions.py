import pytest

from flowops.sandbox.expressions import paths


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Hi @contact.first_name, @fields.Village!", ["contact.first_name", "fields.village"]),
        ("@globals.cht_url/api", ["globals.cht_url"]),
        ('@(globals["cht_url"] & "/x")', ["globals.cht_url"]),
        (
            "@(upper(fields.a) & if(fields.b > 1, parent.results.c, 2))",
            ["fields.a", "fields.b", "parent.results.c"],
        ),
        ('@("globals.not (this" & globals.this)', ["globals.this"]),
        ('@("a \\" globals.not" & globals.this)', ["globals.this"]),
        ("@(fields.a) and @(fields.b)", ["fields.a", "fields.b"]),
        ("@(results.x.fields.a)", ["results.x.fields.a"]),
        ("me@@globals.com and a@example.org", ["example.org"]),
        ("@(never closed fields.a", []),
        ("@(globals[expr])", []),
        ("@globals alone, 5 @ fields.a", []),
    ],
)
def test_paths_of_a_template(template: str, expected: list[str]) -> None:
    assert list(paths(template)) == expected
