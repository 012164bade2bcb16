"""Triggers, whose form differs between releases."""

from flowops.model.json import JsonObject


def trigger_form(body: JsonObject) -> JsonObject:
    """In the form of RapidPro 9.0 and newer, whichever release wrote it."""
    form: JsonObject = {key: value for key, value in body.items() if key not in ("keyword", "keywords")}
    words = body.get("keywords") or ([body["keyword"]] if body.get("keyword") else [])
    if body.get("trigger_type") == "K":
        form.setdefault("match_type", "F")
    return form | {"keywords": words} if words else form
