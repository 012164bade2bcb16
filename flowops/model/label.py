"""What a person recognises a node or an action by: the words that RapidPro's editor shows."""

from flowops.model.json import Json, JsonObject, objects

_LONGEST = 60
_MOST_READ = 2_000  # characters of a text that may hold the first words
_MESSAGES = ("send_msg", "say_msg")

# Of each type the first phrase counts whose values are all there; `:.0` asks for a value without showing it
_ACTIONS: dict[str, tuple[str, ...]] = {
    "add_contact_groups": ("add to group {groups}",),
    "add_contact_urn": ("add URN {scheme}:{path}",),
    "add_input_labels": ("label the message {labels}",),
    "call_classifier": ("call classifier {classifier}",),
    "call_llm": ("call LLM {llm}: {instructions}", "call LLM {llm}"),
    "call_resthook": ("call resthook {resthook}",),
    "call_webhook": ("call webhook {method} {url}", "call webhook {url}"),
    "enter_flow": ("enter flow {flow}",),
    "open_ticket": ("open ticket {topic}", "open ticket {subject}"),
    "play_audio": ("play audio {audio_url}",),
    "remove_contact_groups": (
        "remove from all groups{all_groups:.0}",
        "remove from group {groups}",
    ),
    "request_optin": ("request opt-in {optin}",),
    "say_msg": ('say "{text}"', "play audio {audio_url}"),
    "send_broadcast": ('send broadcast "{text}"', "send broadcast {attachments}"),
    "send_email": ('send email "{subject}"', 'send email "{body}"'),
    "send_msg": ('send message "{text}"', "send message {attachments}"),
    "set_contact_channel": ("set channel to {channel}", "clear the channel"),
    "set_contact_field": ("set field {field} to {value}", "clear field {field}"),
    "set_contact_language": ("set language to {language}", "clear the language"),
    "set_contact_name": ("set name to {name}", "clear the name"),
    "set_contact_status": ("set status to {status}",),
    "set_contact_timezone": ("set time zone to {timezone}", "clear the time zone"),
    "set_run_local": ("{operation} local {local}: {value}", "{operation} local {local}"),
    "set_run_result": ("save result {name} as {value}", "clear result {name}"),
    "start_session": ("start flow {flow} for somebody else",),
    "transfer_airtime": ("transfer airtime {amounts}",),
}
_WAITS: dict[str, str] = {
    "audio": "Wait for audio",
    "digits": "Wait for digits",
    "image": "Wait for an image",
    "location": "Wait for a location",
    "video": "Wait for video",
}
_OPERANDS = {"@(urn_parts(contact.urn).scheme)": "URN type", "@contact.groups": "group"}
_NAMES = ("name", "key", "name_match", "email")


def node_label(node: JsonObject) -> str:
    """The first message of a node, else what the node does: one line of at most 60 characters, never empty."""
    actions = objects(node.get("actions"))
    message = next((text for action in actions if (text := _message(action))), "")
    if message:
        return _cut(message)
    router = node.get("router")
    label = action_label(actions[0]) if actions else _router(router if isinstance(router, dict) else {})
    return _cut(label[0].upper() + label[1:])


def action_label(action: JsonObject) -> str:
    """What an action does as a phrase, on one line: 'add to group Mothers', 'send message "Hello"'; never empty."""
    kind = _said(action.get("type"))
    values = {key: said for key, value in action.items() if (said := _said(value))}
    for phrase in _ACTIONS.get(kind, ()):
        try:
            return phrase.format_map(values)
        except KeyError:
            continue
    return kind.replace("_", " ").strip() or "unknown action"


def _message(action: JsonObject) -> str:
    return _said(action.get("text")) if action.get("type") in _MESSAGES else ""


def _router(router: JsonObject) -> str:
    wait = router.get("wait")
    if isinstance(wait, dict):
        return _wait(wait, _said(router.get("result_name")))
    if router.get("type") == "random":
        return "Split randomly"
    operand = _said(router.get("operand"))
    if not operand:
        return "Node that does nothing"
    groups = ", ".join(name for case in objects(router.get("cases")) if (name := _group(case)))
    return " ".join(part for part in ("Split by", _OPERANDS.get(operand, operand), groups) if part)


def _wait(wait: JsonObject, result: str) -> str:
    hint = wait.get("hint")
    what = _WAITS.get(_said(hint.get("type")) if isinstance(hint, dict) else "", "Wait for response")
    if wait.get("type") == "dial":
        what = f"Dial {_said(wait.get('phone'))}".strip()
    return f"{what} ({result})" if result else what


def _group(case: JsonObject) -> str:
    arguments = case.get("arguments")  # UUID and name
    named = case.get("type") == "has_group" and isinstance(arguments, list) and len(arguments) > 1
    return _said(arguments[1]) if named and isinstance(arguments, list) else ""


def _said(value: Json) -> str:
    """A value on one line: a text, a number, the names of what is referred to; "" where nothing can be seen."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, list):
        return ", ".join(said for item in value[:_LONGEST] if (said := _item(item)))
    return _item(value)


def _item(value: Json) -> str:
    if isinstance(value, dict):
        name = next((name for key in _NAMES if isinstance(name := value.get(key), str) and name), None)
        return _one_line(name) if name else _pairs(value)
    return _scalar(value)


def _scalar(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, int) and value.bit_length() > _LONGEST:
        return "a large number"  # Python refuses to write more than 4300 digits
    return _one_line(str(value)) if isinstance(value, str | int | float) else ""


def _pairs(value: JsonObject) -> str:
    """Of an object that is no reference, as the amounts of airtime: "KES 100"."""
    pairs = list(value.items())[:_LONGEST]
    return _one_line(", ".join(f"{key} {said}" for key, v in pairs if key != "uuid" and (said := _scalar(v))))


def _one_line(text: str) -> str:
    start = " ".join(text[:_MOST_READ].split())
    return start if any(c.isprintable() and c != " " for c in start) else ""


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
