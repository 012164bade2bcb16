"""Expressions are only printed anew where something in them changes."""

import pytest

from flowops.sandbox.engine.expressions import Piece
from flowops.sandbox.engine.templates import rewrite_template


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
