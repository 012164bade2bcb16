"""What is wrong with the graph of a flow, and with the form of its file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import canon
from flowops.model.conflict import CONFLICTS
from flowops.model.json import JsonObject, an_object, objects
from flowops.rules import graph
from flowops.rules.circle import circles
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.fixing import fixed
from flowops.rules.flow import Flow
from flowops.rules.judged import judged
from flowops.rules.project import Project
from flowops.rules.recognition import recognise
from flowops.rules.run import check
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, split, uid
from flowops.rules.table import RULES
from tests.rules.hostile import never_raises, projects

OTHER = When("Other", None)


def messages(rule, project):
    return [complaint.message for complaint in RULES[rule].check(project)]


def said(rule, *nodes, **more):
    return messages(rule, Example((a_flow("ANC", *nodes, **more),)).project())


def of_files(rule, *files):
    bare = Project(files=files)
    found = [it for file in files for it in recognise(file, asked=False)]
    return list(RULES[rule].check(judged(bare, found)))


@given(projects(graph.RULES))
def test_no_rule_fails_whatever_a_flow_looks_like(project):
    never_raises(graph.RULES, project)


# Loops


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghz"), max_size=3)))
def test_circles_are_the_points_that_lead_back_to_themselves(edges):
    edges = {point: tuple(next_) for point, next_ in edges.items()}

    def reach(start):
        found, pending = set(), [start]
        while pending:
            for it in edges.get(pending.pop(), ()):
                if it not in found:
                    found.add(it)
                    pending.append(it)
        return found

    expected = {frozenset(q for q in reach(p) if p in reach(q)) for p in edges if p in reach(p)}
    assert {frozenset(circle) for circle in circles(edges)} == expected
    assert len(list(circles(edges))) == len(expected)


def test_a_loop_of_a_thousand_nodes_is_one_finding():
    nodes = [
        a_node(str(index), send("Hi", str(index)), then=str((index + 1) % 1000)) for index in range(1000)
    ]

    assert said("GRAPH005", *nodes) == [
        "loop of 1000 nodes without a question: the engine stops after 100 steps"
    ]


def test_a_node_that_leads_to_itself_is_a_loop():
    assert said("GRAPH005", a_node("Hi", send("Hi"), then="Hi")) == [
        "node leads to itself without a question: the engine stops after 100 steps"
    ]


def test_a_loop_that_nothing_leads_to_never_runs():
    assert not said("GRAPH005", a_node("Hi", send("Hi")), a_node("Lost", send("Hi"), then="Lost"))


def retry(*actions, operand):
    again, done = When("Again", ("has_number_lt", ["3"]), "Try"), When("Other", None)
    return [a_node("Try", *actions, then="Tries?"), split("Tries?", operand, again, done)]


@pytest.mark.parametrize(
    ("action", "operand"),
    [
        (
            an_action("set_run_result", "count", name="My tries", value="@(results.my_tries + 1)"),
            "@results.my_tries",
        ),
        (an_action("set_run_local", "count", local="tries", operation="increment"), "@locals.tries"),
        (an_action("set_contact_field", "count", field={"key": "tries", "name": "Tries"}), "@fields.tries"),
    ],
)
def test_a_loop_that_counts_its_rounds_comes_to_an_end(action, operand):
    assert not said("GRAPH005", *retry(action, operand=operand))
    assert said("GRAPH005", *retry(operand=operand))


def test_a_flow_that_asks_or_is_not_known_may_break_a_loop():
    def enter(name, **more):
        return an_action("enter_flow", name, flow={"uuid": uid(f"flow {name}"), "name": name}, **more)

    def found(*flows, **more):
        loop = a_flow("ANC", a_node("Enter", enter("Other", **more), then="Enter"))
        return messages("GRAPH005", Example((loop, *flows)).project())

    assert not found()
    assert not found(a_flow("Other", ask("Ok?", OTHER)))
    assert found(a_flow("Other", a_node("Hi", send("Hi"))))
    assert not found(a_flow("Other", a_node("Hi", send("Hi"))), terminal=True)


# Exits, categories, cases


def test_a_flow_that_was_entered_ends_in_two_ways_only():
    done, late = When("Done", ("has_only_text", ["completed"])), When("Late", ("has_only_text", ["expired"]))

    assert not said("GRAPH002", split("Child", "@child.status", done, late))
    assert said("GRAPH002", split("Child", "@child.status", done))
    assert said("GRAPH002", split("Child", "@results.status", done, late))


def test_an_exit_that_leads_nowhere_and_that_no_category_uses_is_told_too():
    question = ask("Ok?", OTHER)
    exits = [*objects(question["exits"]), {"uuid": uid("exit more")}]

    assert said("GRAPH003", {**question, "exits": exits}) == ["exit leads nowhere, but no category uses it"]


def test_names_of_categories_are_compared_ignoring_case_and_empty_ones_not_at_all():
    yes = ("has_any_word", ["yes"])

    assert said("GRAPH006", ask("Ok?", When("Yes", yes), When("yes ", None))) == [
        'two categories named "yes "'
    ]
    assert not said("GRAPH006", ask("Ok?", When("", yes), When(" ", None)))


@pytest.mark.parametrize(
    ("uuid", "message"),
    [
        ("", "case 1 (has_text) has no UUID: its words cannot be translated"),
        (
            "ABCDEF00-0000-4000-8000-000000000000",
            "case 1 (has_text) has a malformed UUID: its words cannot be translated",
        ),
        (uid("node Ok?"), 'case 1 (has_text) has the same UUID as node "Wait for response"'),
        (uid("flow ANC"), "case 1 (has_text) has the same UUID as the flow itself"),
    ],
)
def test_a_case_needs_a_uuid_of_its_own(uuid, message):
    question = ask("Ok?", When("Ok", ("has_text", [])), OTHER)
    objects(an_object(question["router"])["cases"])[0]["uuid"] = uuid

    assert said("GRAPH008", question) == [message]


@pytest.mark.parametrize(
    ("test", "wrong", "right"),
    [
        ("has_text", (1,), (0,)),
        ("has_phone", (2,), (0, 1)),
        ("has_ward", (1, 3), (0, 2)),
        ("has_group", (0, 3), (1, 2)),
        ("has_any_word", (0, 2), (1,)),
        ("has_category", (0,), (1, 7)),
        ("has_of_the_future", (), (0, 1, 2)),
    ],
)
def test_each_test_takes_so_many_arguments(test, wrong, right):
    def found(count):
        question = ask("Ok?", OTHER)
        an_object(question["router"])["cases"] = [{"type": test, "arguments": ["1"] * count}]
        body = a_flow("ANC", question)
        return messages("GRAPH010", Project(flows=(Flow(File("flows/anc.json", canon.dumps(body)), body),)))

    assert all(len(found(count)) == 1 for count in wrong)
    assert not any(found(count) for count in right)


def test_what_a_test_needs_is_said_in_words():
    def found(test, *arguments):
        return said("GRAPH010", ask("Ok?", When("Ok", (test, [*arguments])), OTHER))

    assert found("has_ward", "x") == ["has_ward needs no or 2 arguments, has 1: the case is skipped"]
    assert found("has_category") == ["has_category needs at least 1 argument, has 0: the case is skipped"]
    assert found("has_phone", "a", "b") == ["has_phone needs no or 1 argument, has 2: the case is skipped"]


def test_a_wait_is_skipped_by_whatever_message_starts_the_flow():
    def found(kind):
        start = {"trigger_type": kind, "flow": {"uuid": uid("flow ANC"), "name": "ANC"}}
        return messages(
            "GRAPH013", Example((a_flow("ANC", ask("Ok?", OTHER)),), {"triggers": [start]}).project()
        )

    assert found("K") == ["the first wait is skipped when a keyword starts the flow"]
    assert found("C") == [
        "the first wait is skipped when a message that nothing else expects starts the flow"
    ]
    assert not found("N")


# Keys


def test_an_unknown_key_is_named_with_the_one_that_was_meant():
    assert said("GRAPH014", a_node("Hi", send("Hi", quick_replys=["Yes"]))) == [
        '"quick_replys" is ignored; did you mean "quick_replies"?'
    ]
    assert said("GRAPH014", a_node("Hi", send("Hi"), colour="blue")) == [
        '"colour" is ignored: RapidPro knows no such key here'
    ]


def test_what_rapidpro_itself_leaves_behind_is_not_unknown():
    group: JsonObject = {"uuid": uid("group"), "name": "Mothers", "query": "", "status": "ready", "count": 3}
    actions = [
        an_action("add_contact_groups", "add", groups=[group]),
        send("Hi", all_urns=False, templating=None, topic="event"),  # of older releases
    ]

    assert not said(
        "GRAPH014", a_node("Hi", *actions), metadata={}, _dependencies=[], revision=3, version="13", _x=1
    )


def test_of_the_keys_of_a_reference_only_slips_of_the_pen_are_unknown():
    assert said(
        "GRAPH014",
        a_node("Hi", an_action("enter_flow", "x", flow={"uuid": uid("x"), "name": "X", "revison": 1})),
    ) == ['"revison" is ignored; did you mean "revision"?']


def test_a_key_in_another_case_is_found_where_it_stands():
    node = a_node("Hi", an_action("send_msg", "hi", Text="Hi"))

    assert said("GRAPH015", node) == ['"Text" works by accident: write "text"']
    assert not said("GRAPH014", node)


_KEYS = st.sampled_from(["a", "b", "c"])
_TEXTS = st.recursive(
    st.sampled_from(["1", '"x"', '"\\""', "null"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(_KEYS, inner), max_size=3).map(
            lambda pairs: f"{{{', '.join(f'{json.dumps(key)}: {value}' for key, value in pairs)}}}"
        ),
    ),
    max_leaves=12,
)


@given(_TEXTS)
def test_keys_are_repeated_exactly_where_reading_loses_one(text):
    lost = []

    def pairs(found):
        if len(dict(found)) < len(found):
            lost.append(found)
        return dict(found)

    json.loads(text, object_pairs_hook=pairs)
    file = File("x.json", text.encode())
    # Of two objects that hold repeated keys themselves, reading may have lost one
    assert bool(file.repeated) == bool(lost)
    for steps in file.repeated:
        assert f'"{steps[-1]}"' in text


def test_a_repeated_key_of_an_export_is_told_of_its_flow():
    text = json.dumps({"flows": [a_flow("One"), a_flow("Two")]}, indent=1).replace(
        '"name": "Two"', '"name": "Zwei",\n"name": "Two"'
    )

    (found,) = of_files("GRAPH015", File("export.json", text.encode()))

    assert (found.flow, found.message) == ("Two", '"name" stands twice: only the last one counts')
    assert '"name": "Two"' in text.split("\n")[found.file.line(found.steps) - 1]


# Files


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("\n", "\r\n"), "not canonical: line ends of Windows at line 1"),
        (lambda text: text.replace("  ", "    "), "not canonical: space at line 2"),
        (lambda text: text.rstrip(), "not canonical: end of file at line 10"),
        (lambda text: f"{text}\n", "not canonical: end of file at line 11"),
        (
            lambda text: text.replace("ANC", "\\u0041NC"),
            "not canonical: a value in another spelling at line 5",
        ),
        (lambda text: json.dumps(json.loads(text)), "not canonical: layout at line 1"),
    ],
)
def test_the_first_line_that_is_not_canonical_is_named(change, message):
    file = File("flows/anc.json", change(canon.dumps(a_flow("ANC")).decode()).encode())

    (found,) = of_files("GRAPH016", file)

    assert found.message == message
    assert canon.dumps(fixed(file.value, found.fixes)) == canon.dumps(a_flow("ANC"))


def test_what_is_not_in_the_repository_or_is_a_download_need_not_be_canonical():
    loose = json.dumps(a_flow("ANC")).encode()

    assert of_files("GRAPH016", File("x/flows/campaigns/anc.json", loose))
    assert not of_files("GRAPH016", File("anc.json", loose))
    assert not of_files("GRAPH016", File("flows/export.json", json.dumps({"flows": []}).encode()))
    assert not of_files("GRAPH016", File("flows/broken.json", b"{"))


def test_a_file_with_a_repeated_key_is_not_rewritten_for_a_value_would_be_lost():
    text = canon.dumps(a_flow("ANC")).decode().replace('  "name"', '  "name": "Other",\n  "name"')

    (found,) = of_files("GRAPH016", File("flows/anc.json", text.encode()))

    assert not found.fixes


def test_gits_markers_are_counted_and_the_first_is_shown():
    text = "{\n<<<<<<< HEAD\n}\n=======\n}\n>>>>>>> x\n<<<<<<< HEAD\n=======\n>>>>>>> x\n"

    (found,) = check(Project(files=(File("flows/x.json", text.encode()),)), [], [RULES["GRAPH017"]]).findings

    assert (found.message, found.line) == ("2 unresolved conflicts", 2)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("flows/anc.json", {**a_flow("ANC"), CONFLICTS: [{}, {}]}),
        ("flows/groups.json", [{"name": "A"}, {"name": "B", CONFLICTS: [{}, {}]}]),
        ("export.json", {"flows": [{**a_flow("ANC"), CONFLICTS: [{}, {}]}]}),
    ],
)
def test_conflicts_of_flowops_own_merge_are_found_wherever_an_object_stands(path, value):
    (found,) = of_files("GRAPH017", File(path, canon.dumps(value)))

    assert found.message == "2 unresolved conflicts"
    assert f'"{CONFLICTS}"' in found.file.text.split("\n")[found.file.line(found.steps) - 1]


def test_the_word_alone_is_no_conflict():
    assert not of_files(
        "GRAPH017", File("flows/anc.json", canon.dumps(a_flow("ANC", a_node("x", send(CONFLICTS)))))
    )
