"""Expressions are only printed anew where something in them changes."""

import pytest

from flowops.sandbox.engine.expressions import Piece
from flowops.sandbox.engine.templates import paths, rewrite_template


def rename(pieces: list[Piece]) -> bool:
    found = [piece for piece in pieces if piece.kind == "name" and piece.text.lower() == "webhook"]
    for piece in found:
        piece.text = "webhook.json"
    return bool(found)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", ""),
        ("Hi @contact, 5 @ webhook, me@webhook.org", "Hi @contact, 5 @ webhook, me@webhook.json.org"),
        ("@webhook @Webhook.a. @webhooks", "@webhook.json @webhook.json.a. @webhooks"),
        ("@@webhook @.webhook @.@webhook @", "@@webhook @.webhook @.@webhook.json @"),
        ("@(webhook", "@(webhook"),
        ('@(webhook & ")")@(webhook', '@(webhook.json & ")")@(webhook'),
        ('@("\\\\" & webhook)', '@("\\\\" & webhook)'),
        ('@( UPPER(Webhook[ "a" ])&"x" )', '@(upper(webhook.json["a"]) & "x")'),
        ("@( UPPER(contact)&1 )", "@( UPPER(contact)&1 )"),
        ("@(if(webhook.1=TRUE,-Null,007))", "@(if(webhook.json.1 = true, -null, 7))"),
        ("@(foreach(webhook, (X,y)=>X+y))", "@(foreach(webhook.json, (X, y) => x + y))"),
        ("@((webhook)+(webhook).a)", "@((webhook.json) + (webhook.json).a)"),
        ("@(webhook() & 1.50)", "@(webhook.json() & 1.5)"),
        ('@(webhook & "\\w\\"")', '@(webhook.json & "\\\\w\\\\\\"")'),
        (
            '@(webhook & "\\u00e9\\x41\\n\t\u200b\x07\x01\U000e0001")',
            '@(webhook.json & "éA\\n\\t\\u200b\\a\\x01\\U000e0001")',
        ),
        ("@(webhook b)", "@(webhook b)"),
        ("@(f(webhook,))", "@(f(webhook,))"),
        ("@(webhook.1.2)", "@(webhook.1.2)"),
        ("@(webhook.true)", "@(webhook.true)"),
        ("@('a' & webhook)", "@('a' & webhook)"),
        ('@(webhook."x")', '@(webhook."x")'),
        ("@(webhook &)", "@(webhook &)"),
    ],
)
def test_references_are_renamed(template, expected):
    assert rewrite_template(template, "webhook", rename) == expected


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
        ("@(1 @globals.x", []),
        ('@(contact["fields"].a & fields["B"].c)', ["contact.fields.a", "fields.b.c"]),
        ('@(fields["a"][fields.b])', ["fields.a", "fields.b"]),
        ("@(fields.a fields.b)", []),
        ("@(globals[expr])", []),
        ("@globals alone, 5 @ fields.a", []),
    ],
)
def test_paths_of_a_template(template: str, expected: list[str]) -> None:
    assert list(paths(template)) == expected
