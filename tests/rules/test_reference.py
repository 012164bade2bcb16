"""What the rules about references and imports say beyond their examples."""

import pytest
from hypothesis import given

from flowops.model.json import Json, JsonObject
from flowops.rules import reference
from flowops.rules.example import Example
from flowops.rules.sketch import When, a_flow, a_node, an_action, send, split, uid
from tests.rules.hostile import never_raises, projects
from tests.rules.said import exported, findings, messages

HEAD = "host: https://rapidpro.example.org\ntoken: ${TOKEN}\n"


def ref(kind: str, name: str, uuid: str = "") -> JsonObject:
    return {"uuid": uid(f"{kind} {uuid or name}"), "name": name}


def doing(kind: str, within: str = "ANC", **more: Json) -> JsonObject:
    return a_flow(within, a_node("x", an_action(kind, f"{kind} {within}", **more)))


def enters(name: str, uuid: str = "") -> JsonObject:
    return doing("enter_flow", flow=ref("flow", name, uuid), terminal=False)


@given(projects(reference.RULES))
def test_no_rule_about_references_raises_whatever_a_flow_holds(project):
    never_raises(reference.RULES, project)


def test_a_single_file_does_not_tell_which_flows_there_are():
    assert messages("REF001", Example((enters("Survey"),), whole=False)) == []


def test_a_flow_is_found_by_uuid_or_by_name_in_any_letter_case():
    for target in (a_flow("SURVEY", uuid=uid("another")), a_flow("Renamed", uuid=uid("flow Survey"))):
        assert messages("REF001", Example((enters("Survey"), target))) == []


@pytest.mark.parametrize(
    ("lock", "bindings", "expected"),
    [
        ({"flows": {}}, "", ['flow "Survey" is neither here nor in production']),
        ({"flows": {"survey": uid("there")}}, "", []),
        ({"flows": {"Other": uid("flow Survey")}}, "", []),
        ({"flows": {"Other": uid("there")}, "pairs": {uid("flow Survey"): uid("there")}}, "", []),
        ({"flows": {"Other": uid("there")}}, "bindings: {flows: {Survey: Other}}\n", []),
        ({"flows": {"Survey": uid("there")}}, "bindings: {flows: {Survey: Gone}}\n", 1),
        (None, "", ['flow "Survey" is not in these files']),
    ],
)
def test_the_lock_file_tells_what_the_workspace_has(lock, bindings, expected):
    example = Example((enters("Survey"),), environments={"production": HEAD + bindings})

    found = messages("REF001", example, lock)

    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_what_an_environment_leaves_out_does_not_count_as_there():
    environments = {"production": f'{HEAD}exclude: ["Scratch *"]\n'}
    both = (enters("Scratch survey"), a_flow("Scratch survey"))

    assert messages("REF001", Example(both, environments=environments), {"flows": {}}) == [
        'flow "Scratch survey" is left out of production'
    ]
    assert messages("REF001", Example(both, environments=environments)) == []  # it may be there
    left_out = (doing("enter_flow", "Scratch x", flow=ref("flow", "Nowhere")),)
    assert messages("REF001", Example(left_out, environments=environments), {"flows": {}}) == []


def test_an_earlier_name_is_found_in_tests_triggers_and_campaigns_too():
    group: JsonObject = {"uuid": uid("group Mothers"), "name": "All mothers", "query": None}
    has_group = ("has_group", [uid("group Mothers"), "Mothers"])
    flow = a_flow("ANC", split("x", "@contact.groups", When("In", has_group), When("Other", None)))
    lists: dict[str, list[JsonObject]] = {
        "groups": [group],
        "campaigns": [{"uuid": uid("c"), "name": "C", "group": ref("group", "Mothers"), "events": []}],
        "triggers": [{"trigger_type": "C", "flow": ref("flow", "Old", "ANC"), "groups": []}],
    }

    found = findings("REF002", Example((flow,), lists))

    assert [(it.message, it.file) for it in found] == [
        ('flow "Old" is now called "ANC"', "flows/triggers.json"),
        ('group "Mothers" is now called "All mothers"', "flows/ANC.json"),
        ('group "Mothers" is now called "All mothers"', "flows/campaigns/"),
    ]


@pytest.mark.parametrize(("kind", "action", "key"), [("channel", "set_contact_channel", "channel")])
def test_channels_may_share_a_name_but_one_has_only_one(kind, action, key):
    shared = [doing(action, name, **{key: ref(kind, "Android", name)}) for name in "AB"]
    renamed = [doing(action, name, **{key: ref(kind, name, "same")}) for name in "AB"]

    assert messages("REF003", Example((*shared,))) == []
    assert messages("REF003", Example((*renamed,))) == ['channel "B" has the UUID of "A"']


def test_flows_of_one_folder_are_of_one_workspace_but_two_exports_may_be_of_two():
    flows = tuple(doing("add_contact_groups", name, groups=[ref("group", "Mothers", name)]) for name in "AB")

    assert messages("REF003", Example(flows)) == ['group "Mothers" has 2 UUIDs']
    assert messages("REF003", Example(flows, whole=False)) == ['group "Mothers" has 2 UUIDs']
    assert exported("REF003", flows[:1], flows[1:]) == []
    assert exported("REF003", flows) == ['group "Mothers" has 2 UUIDs']


def test_what_the_object_says_of_itself_is_right_however_many_say_something_else():
    groups: list[JsonObject] = [{**ref("group", "Mothers"), "query": None}]
    flows = tuple(doing("add_contact_groups", name, groups=[ref("group", "mothers", "2")]) for name in "AB")

    [found] = findings("REF003", Example(flows, {"groups": groups}))

    assert found.flow == "A"


def test_two_flows_with_one_uuid_are_an_error():
    flows = (a_flow("A"), a_flow("B", uuid=uid("flow A")))

    assert messages("REF003", Example(flows)) == ['flow "B" has the UUID of "A"']


@pytest.mark.parametrize(
    ("ours", "theirs", "wrong"),
    [
        ("messaging", "messaging", False),
        ("messaging", "messaging_background", False),
        ("voice", "messaging_background", False),
        ("messaging_background", "messaging", True),
        ("voice", "messaging", True),
    ],
)
def test_any_flow_may_enter_a_background_flow_and_none_another_type(ours, theirs, wrong):
    flow = enters("Target") | {"type": ours}

    assert bool(messages("REF006", Example((flow, a_flow("Target", type=theirs))))) is wrong


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("edd", []),
        ("Edd", ['"Edd" can be no key of a field: small letters, digits and _, a letter first, at most 36']),
        ("a" * 36, [f'field "{"a" * 36}" is not declared']),
        ("a" * 37, [f'"{"a" * 37}" can be no key of a field: small letters, digits and _, a letter first, at most 36']),
        ("eddd", ['field "eddd" is not declared; did you mean "edd"?']),
    ],
)  # fmt: skip
def test_a_field_has_a_key_that_can_be_and_is_declared(key, expected):
    flow = doing("set_contact_field", field={"key": key, "name": "EDD"}, value="1")
    fields: list[JsonObject] = [{"key": "edd", "name": "EDD", "type": "datetime"}]

    assert messages("REF009", Example((flow,), {"fields": fields})) == expected


def test_fields_are_told_once_a_flow_and_not_at_all_where_nobody_knows_them():
    flow = a_flow("ANC", a_node("x", send("@fields.edd @fields.edd"), send("@(upper(contact.fields.EDD))")))

    assert len(messages("REF009", Example((flow,)))) == 1
    assert messages("REF009", Example((flow,), whole=False)) == []


def test_campaigns_may_count_from_what_every_contact_has():
    event: JsonObject = {"relative_to": {"key": "created_on", "label": "Created On"}, "event_type": "M"}
    campaign: JsonObject = {"name": "C", "group": ref("group", "G"), "events": [event]}

    assert messages("REF009", Example(lists={"campaigns": [campaign]})) == []


def test_groups_of_queries_and_excluded_groups_must_be_declared():
    groups: list[JsonObject] = [
        {**ref("group", "Due"), "query": 'group = "Mothers" AND group = "due"'},
    ]
    trigger: JsonObject = {
        "trigger_type": "C",
        "flow": ref("flow", "ANC"),
        "groups": [ref("group", "Nurses")],
        "exclude_groups": [ref("group", "Staff"), ref("group", "Renamed", "Due")],
    }

    assert messages("REF010", Example(lists={"groups": groups, "triggers": [trigger]})) == [
        'group "Staff" is excluded by the trigger of ANC (catch-all) but is not declared',
        'group "Mothers" is used by the query of group "Due" but is not declared',
    ]


@pytest.mark.parametrize(
    ("kind", "more", "wrong"),
    [
        ("send_broadcast", {"text": "x", "contact_query": "age > 3"}, False),
        ("send_broadcast", {"text": "x", "urns": ["tel:+255"]}, False),
        ("start_session", {"flow": ref("flow", "S"), "create_contact": True}, False),
        ("start_session", {"flow": ref("flow", "S"), "groups": [], "contacts": []}, True),
        ("add_contact_groups", {"groups": []}, True),
        ("remove_contact_groups", {"groups": [], "all_groups": True}, False),
        ("remove_contact_groups", {"groups": []}, True),
    ],
)
def test_an_action_is_for_somebody(kind, more, wrong):
    assert bool(messages("REF011", Example((doing(kind, **more),)))) is wrong


def test_a_uuid_is_found_in_addresses_headers_translations_and_by_lock_files():
    flow_uuid, group_uuid = uid("flow ANC").upper(), uid("group far")
    call = an_action(
        "call_webhook",
        "call",
        method="GET",
        url=f"https://x.example.org/{flow_uuid}?again={flow_uuid}",
        headers={"X-Group": f"g {group_uuid}", "X-Own": uid("nothing known")},
    )
    message = send("Hello")
    flow = a_flow(
        "ANC",
        a_node("x", call, message),
        localization={"swa": {str(message["uuid"]): {"text": [f"Habari {flow_uuid}"]}}},
    )
    example = Example((flow,), environments={"production": HEAD})

    assert messages("REF013", example, {"groups": {"Mothers": group_uuid}}) == [
        'url holds the UUID of flow "ANC", which no import replaces',
        'X-Group holds the UUID of group "Mothers" of production, which no import replaces',
        'text holds the UUID of flow "ANC", which no import replaces',
    ]


def test_a_uuid_in_an_expression_is_one_in_a_text():
    operand = f'@(has_group(contact.groups, "{uid("group Mothers")}"))'
    flow = a_flow("ANC", split("x", operand, When("In", ("has_text", [])), When("Other", None)))

    assert messages("REF013", Example((flow,), {"groups": [{**ref("group", "Mothers")}]})) == [
        'operand holds the UUID of group "Mothers", which no import replaces'
    ]


def test_the_group_that_a_case_tests_for_is_no_text():
    case = ("has_group", [uid("group Mothers"), "Mothers"])
    flow = a_flow("ANC", split("x", "@contact.groups", When("In", case), When("Other", None)))
    item = str(flow["nodes"][0]["router"]["cases"][0]["uuid"])  # type: ignore[index, call-overload]
    flow["localization"] = {"swa": {item: {"arguments": [uid("group Mothers"), "Mama"]}}}

    assert messages("REF013", Example((flow,), {"groups": [{**ref("group", "Mothers")}]})) == []


@pytest.mark.parametrize(
    ("name", "there"),
    [(" ANC", "ANC"), ("a\\b", "a/b"), ("x" * 64, ""), ("ANC ", "ANC"), ('"', "'")],
)
def test_a_name_is_cleaned_as_an_import_does(name, there):
    groups: list[JsonObject] = [{"uuid": uid("g"), "name": name, "query": None}]
    expected = [f'this {kind} would be called "{there}" after an import' for kind in ("flow", "group")]

    assert messages("IMP001", Example((a_flow(name),), {"groups": groups})) == (expected if there else [])


def test_two_flows_of_one_name_are_told_unless_one_is_a_copy_or_in_another_export():
    flows = (a_flow("ANC"), a_flow("anc "))
    copy = a_flow("anc", uuid=uid("flow ANC"))
    told = '"ANC" and "anc " would be one flow after an import'

    assert messages("IMP002", Example(flows)) == [told]
    assert messages("IMP002", Example(flows, whole=False)) == [told]
    assert messages("IMP002", Example((flows[0], copy), whole=False)) == []
    assert exported("IMP002", flows) == [told]
    assert exported("IMP002", flows[:1], flows[1:]) == []


@pytest.mark.parametrize(
    ("kind", "minutes", "near"),
    [
        ("messaging", 7, "5 or 10"),
        ("messaging", 43200, ""),  # up to RapidPro 10.1
        ("messaging", 99999, "43200"),
        ("voice", 60, "15"),
        ("voice", 5, ""),
        ("messaging_background", 0, ""),
        ("messaging_background", 7, ""),
    ],
)
def test_time_outs_are_those_that_the_form_offers(kind, minutes, near):
    found = messages("IMP005", Example((a_flow("ANC", type=kind, expire_after_minutes=minutes),)))

    assert found == ([f"{minutes} minutes would become RapidPro's default; nearest: {near}"] if near else [])


def test_the_environment_sets_the_time_out_that_counts():
    environments = {"production": f'{HEAD}expires:\n  "*": 60\n  "anc *": 7\n'}
    flow = a_flow("ANC reminder", expire_after_minutes=99999)

    [found] = findings("IMP005", Example((flow, a_flow("Other")), environments=environments))

    assert (found.file, found.line) == ("environments/production.yaml", 5)
    assert found.message.startswith('"ANC reminder": 7 minutes')
