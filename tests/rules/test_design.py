"""What the rules about questions and replies say beside their examples, and what they keep silent about."""

from dataclasses import replace

import pytest
from hypothesis import given

from flowops.model.json import JsonObject
from flowops.rules import design
from flowops.rules.example import Example
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, split, uid
from tests.rules.hostile import never_raises, projects

BY_ID = {rule.id: rule for rule in design.RULES}
YES = ("has_any_word", ["1 yes"])
NO = ("has_any_word", ["0 no"])
STOP = ("has_any_word", ["stop"])
ANY = When("All Responses", None)


def said(rule, *flows, lists=None, **more):
    """The messages of a rule about flows."""
    project = Example(flows, lists or {}, **more).project()
    return [complaint.message for complaint in BY_ID[rule].check(project)]


def severities(rule, *flows, **more):
    return [complaint.severity for complaint in BY_ID[rule].check(Example(flows, **more).project())]


def chain(count, prefix="Q", then=None):
    """So many questions, one after the other."""
    names = [f"{prefix}{number}" for number in range(count)]
    return [
        ask(name, When("All Responses", None, following), result=name)
        for name, following in zip(names, [*names[1:], then], strict=True)
    ]


def enter(name, flow, then=None, **more):
    return a_node(
        name,
        an_action("enter_flow", name, flow={"uuid": uid(f"flow {flow}"), "name": flow}, **more),
        then=then,
    )


def trigger(flow, *keywords, kind="K", **more):
    return {
        "trigger_type": kind,
        "keywords": [*keywords],
        "flow": {"uuid": uid(f"flow {flow}"), "name": flow},
        **more,
    }


def post(name, then=None, url="@globals.cht_url/api/v2/records", body='{"patient_id": 1}', method="POST"):
    return a_node(
        name,
        an_action("call_webhook", name, method=method, url=url, headers={}, body=body),
        then=then,
    )


@given(projects(design.RULES))
def test_no_rule_ever_raises(project):
    never_raises(design.RULES, project)


class TestManyQuestions:
    def test_nine_are_fine_and_ten_are_not(self):
        assert not said("FLOW001", a_flow("ANC", *chain(9)))
        assert said("FLOW001", a_flow("ANC", *chain(10))) == ["10 questions on the longest path (limit 9)"]

    def test_only_one_way_counts_and_only_what_can_be_reached(self):
        fork = ask("Fork", When("Yes", YES, "A0"), When("Other", None, "B0"))
        assert not said("FLOW001", a_flow("ANC", fork, *chain(8, "A"), *chain(8, "B"), *chain(20, "C")))

    def test_asking_again_is_no_further_question(self):
        questions = chain(9)
        again = ask("Q9", When("Yes", YES), When("Other", None, "Q0"))
        questions[-1] = again
        assert not said("FLOW001", a_flow("ANC", *questions))

    def test_sub_flows_count_but_a_flow_that_only_enters_a_long_one_is_not_at_fault(self):
        half = a_flow("Half", *chain(6, "H"))
        both = a_flow("Both", *chain(5, then="Sub"), enter("Sub", "Half"))
        assert said("FLOW001", both, half) == ["11 questions on the longest path (limit 9)"]
        long = a_flow("Long", *chain(10, "L"))
        assert len(said("FLOW001", a_flow("Menu", enter("Sub", "Long")), long)) == 1

    def test_flows_that_enter_each_other_and_flows_that_are_not_there_end_the_count(self):
        one = a_flow("One", *chain(6, "A", then="Sub"), enter("Sub", "Two"))
        two = a_flow("Two", *chain(6, "B", then="Back"), enter("Back", "One"))
        assert said("FLOW001", one, two)
        assert not said("FLOW001", a_flow("Three", *chain(6, then="Sub"), enter("Sub", "Nowhere")))

    def test_it_points_at_the_question_that_is_one_too_many(self):
        project = Example((a_flow("ANC", *chain(12)),)).project()
        (complaint,) = BY_ID["FLOW001"].check(project)
        assert complaint.steps == ("nodes", 9)


class TestOpenEnded:
    def test_any_text_is_open_a_number_is_not(self):
        assert said("FLOW002", a_flow("ANC", ask("Q", When("Text", ("has_text", [])), When("Other", None))))
        assert not said(
            "FLOW002", a_flow("ANC", ask("Q", When("N", ("has_number", [])), When("Other", None)))
        )

    def test_names_pictures_and_what_a_project_names_may_be_open(self):
        assert not said("FLOW002", a_flow("ANC", ask("Q", ANY, result="First Name")))
        picture = split("Q", "@input", ANY, router={"wait": {"type": "msg", "hint": {"type": "image"}}})
        assert not said("FLOW002", a_flow("ANC", picture))
        waived = Settings(open_ended=("village",))
        assert not said("FLOW002", a_flow("ANC", ask("Q", ANY, result="Village")), settings=waived)


def test_calls_end_by_themselves_so_their_questions_need_no_timeout():
    assert not said("FLOW003", a_flow("Call", ask("Q", ANY), type="voice"))


class TestInvalidReplies:
    def question(self, other, *nodes):
        return a_flow("ANC", ask("Q", When("Yes", YES, "Good"), When("Other", None, other)), *nodes)

    GOOD = a_node("Good", send("Good"))

    def test_the_parent_of_a_sub_flow_may_have_a_word_for_it(self):
        parent = a_flow("Parent", enter("Sub", "ANC"))
        assert severities("FLOW004", self.question(None, self.GOOD)) == ["error"]
        assert severities("FLOW004", self.question(None, self.GOOD), parent) == ["warning"]

    def test_every_text_is_valid_for_an_open_question(self):
        node = ask("Q", When("Text", ("has_text", [])), When("Other", None))
        assert not said("FLOW004", a_flow("ANC", node))

    def test_no_text_is_invalid_beside_a_case_for_any_text(self):
        node = ask("Q", When("Stop", STOP), When("Text", ("has_text", []), "R"), When("Other", None, "R"))
        assert not said("FLOW005", a_flow("ANC", node, ask("R", ANY)))

    def test_asking_again_or_on_without_a_word_is_found_behind_splits_too(self):
        tries = split(
            "Tries", "@results.n", When("Less", ("has_number_lt", ["2"]), "Q"), When("Enough", None)
        )
        silent = self.question("Tries", self.GOOD, tries)
        assert said("FLOW005", silent) == [
            'after an invalid reply ("Other") people are asked again without a word'
        ]
        following = self.question("R", self.GOOD, ask("R", ANY))
        assert said("FLOW005", following) == [
            'after an invalid reply ("Other") people are asked the next question without a word'
        ]

    def test_a_sub_flow_that_speaks_or_is_unknown_is_a_word(self):
        child = a_flow("Child", a_node("Sorry", send("Sorry")))
        mute = a_flow("Child", a_node("Note", an_action("set_contact_language", "l", language="fra")))
        asks = self.question("Sub", self.GOOD, enter("Sub", "Child", then="Q"))
        assert not said("FLOW005", asks, child)
        assert not said("FLOW005", asks)
        assert said("FLOW005", asks, mute)

    def test_a_retry_that_branches_or_asks_elsewhere_has_an_end(self):
        sorry = a_node("Sorry", send("Sorry"), then="Q")
        assert said("FLOW006", self.question("Sorry", self.GOOD, sorry))
        other = self.question("Sub", self.GOOD, enter("Sub", "Child", then="Q"))
        assert not said("FLOW006", other)
        assert not said("FLOW006", self.question("Good", self.GOOD))


class TestIntroAndOutro:
    ASK = ask("Q", When("Yes", YES), When("Other", None))

    def test_a_sub_flow_is_introduced_by_its_parent(self):
        child = a_flow("Child", self.ASK)
        parent = a_flow("Parent", a_node("Hi", send("Hi"), then="Sub"), enter("Sub", "Child"))
        assert not said("FLOW007", child, parent)
        assert said("FLOW007", child)

    def test_a_keyword_answers_a_wait_that_comes_first_but_no_later_one(self):
        later = a_flow(
            "ANC", a_node("Note", an_action("set_contact_language", "l", language="fra"), then="Q"), self.ASK
        )
        keyword = {"triggers": [trigger("ANC", "anc")]}
        assert not said("FLOW007", a_flow("ANC", self.ASK), lists=keyword)
        assert said("FLOW007", later, lists=keyword)

    def test_a_flow_that_another_one_starts_for_somebody_begins_with_them(self):
        target: JsonObject = {"uuid": uid("flow Child"), "name": "Child"}
        starts = an_action("start_session", "s", flow=target)
        both = a_flow("Parent", a_node("Start", starts, then="Sub"), enter("Sub", "Child"))
        assert said("FLOW007", a_flow("Child", self.ASK), both)

    def test_of_single_flows_nobody_knows_where_contacts_begin(self):
        assert not said("FLOW007", a_flow("ANC", self.ASK), whole=False)
        assert not said("FLOW008", a_flow("ANC", self.ASK), whole=False)

    def test_timeouts_and_failed_webhooks_may_end_in_silence(self):
        timeout: JsonObject = {"seconds": 60, "category_uuid": uid("category Q No Response")}
        question = ask(
            "Q", When("Yes", YES, "Save"), When("Other", None), When("No Response", None), timeout=timeout
        )
        save = split(
            "Save",
            "@results.saved.category",
            When("Success", ("has_only_text", ["Success"]), "Thanks"),
            When("Failure", None),
            actions=(an_action("call_webhook", "w", method="POST", url="@globals.x", headers={}, body=""),),
        )
        assert not said("FLOW008", a_flow("ANC", question, save, a_node("Thanks", send("Thanks"))))


class TestOptOut:
    def survey(self, *whens, **more):
        return a_flow(
            "Survey",
            ask("Q", *whens, When("Other", None, "R"), result="Q"),
            ask("R", ANY, result="R"),
            a_node("Left", send("You have left."), **more),
            a_node("More", send("See you next week.")),
        )

    def test_a_keyword_or_a_flow_of_the_project_is_enough(self):
        assert said("FLOW009", self.survey())
        assert not said("FLOW009", self.survey(), lists={"triggers": [trigger("Menu", "STOP")]})
        assert not said("FLOW009", self.survey(), a_flow("Opt-out of SMS", a_node("Bye", send("Bye"))))

    def test_refusing_to_take_part_is_a_way_out_if_nothing_more_is_asked(self):
        assert not said("FLOW009", self.survey(When("No", NO)))
        assert said("FLOW009", self.survey(When("No", NO, "R")))

    def test_one_question_needs_none_and_single_flows_are_not_judged(self):
        assert not said("FLOW009", a_flow("Survey", ask("Q", ANY)))
        assert not said("FLOW009", self.survey(), whole=False)

    def test_a_sub_flow_may_offer_it(self):
        consent = a_flow("Consent", ask("Agree", When("Quit", ("has_any_word", ["quit"])), ANY))
        assert not said("FLOW009", a_flow("Survey", enter("Sub", "Consent", then="Q0"), *chain(2)), consent)

    @pytest.mark.parametrize("word", ["stop", "STOP", "no thanks", "opt-out", "opt out"])
    def test_one_message_confirms_and_a_second_is_too_many(self, word):
        out = When("Bye", ("has_phrase", [word]), "Left")
        assert not said("FLOW010", self.survey(out))
        assert said("FLOW010", self.survey(out, then="More")) == ['messages follow after "Bye"']

    def test_going_on_with_the_questions_is_worse_than_a_question_that_makes_sure(self):
        out = When("Stop", STOP, "R")
        assert said("FLOW010", self.survey(out)) == ['the questions go on after "Stop"']
        sure = a_flow(
            "Survey",
            ask("Q", When("Stop", STOP, "Sure"), When("Other", None, "R")),
            ask("R", ANY),
            a_node("Sure", send("Do you really want to leave?"), then="Really"),
            ask("Really", When("Yes", YES, "Left"), When("Other", None, "Left")),
            a_node("Left", send("You have left.")),
        )
        assert not said("FLOW010", sure)

    def test_flows_that_ask_and_groups_of_campaigns_keep_people_in(self):
        mothers: JsonObject = {"uuid": uid("group Mothers"), "name": "Mothers"}
        campaign = {"uuid": uid("campaign"), "name": "Reminders", "group": mothers, "events": []}
        joins = a_node("Joins", an_action("add_contact_groups", "j", groups=[mothers]))
        ends = ask("Q", When("Stop", STOP, "Joins"), When("Other", None))
        assert said("FLOW010", a_flow("A", ends, joins), lists={"campaigns": [campaign]}) == [
            'people get into campaign "Reminders" after "Stop"'
        ]
        assert not said("FLOW010", a_flow("A", ends, joins))
        enters = ask("Q", When("Stop", STOP, "Sub"), When("Other", None))
        asking = a_flow("Menu", ask("M", ANY))
        leaving = a_flow("Unsubscribe", ask("M", ANY))
        assert said("FLOW010", a_flow("A", enters, enter("Sub", "Menu")), asking) == [
            'flow "Menu" asks after "Stop"'
        ]
        assert not said("FLOW010", a_flow("A", enters, enter("Sub", "Unsubscribe")), leaving)

    def test_bleeding_that_stops_is_no_way_out(self):
        node = ask(
            "Q", When("The bleeding did stop", ("has_number_eq", ["1"]), "R"), When("Other", None, "R")
        )
        assert not said("FLOW010", a_flow("A", node, ask("R", ANY)))
        yes = ask("Q", When("Yes", ("has_any_word", ["yes stop"]), "R"), When("Other", None, "R"))
        assert not said("FLOW010", a_flow("A", yes, ask("R", ANY)))


class TestOptions:
    def flow(self, text, *whens, other="Intro", localization=None, nodes=(), **more):
        question = ask("Q", *whens, When("Other", None, other), result="Answer")
        intro = a_node("Intro", send(text, "intro", **more), then="Q")
        return a_flow("ANC", intro, question, *nodes, localization=localization or {})

    BOTH = (When("Yes", YES), When("No", NO))

    def test_each_language_has_its_own_words(self):
        case = uid("case Q Yes")
        swa = {
            uid("action intro"): {"text": ["Je? 1=Ndiyo, 0=Hapana"], "quick_replies": ["Ndiyo"]},
            case: {"arguments": ["ndiyo"]},
        }
        flow = self.flow("Go? 1=Yes, 0=No", *self.BOTH, quick_replies=["Yes"], localization={"swa": swa})
        assert said("FLOW011", flow) == ["swa: '1=Ndiyo' is offered but reply \"1\" falls to Other"]

    def test_quick_replies_are_options_but_not_what_they_open(self):
        flow = self.flow(
            "Go?",
            *self.BOTH,
            quick_replies=["Yes", "Maybe<extra>later", "<location>Where?", "@fields.x", "No"],
        )
        assert said("FLOW011", flow) == ["'Maybe' is offered but reply \"Maybe\" falls to Other"]

    def test_a_list_that_tells_of_something_else_is_no_offer(self):
        danger = "1. Bleeding 2. Fits 3. Fever. Are you well?"
        words = (When("Well", ("has_any_word", ["yes"])), When("Ill", ("has_any_word", ["no"])))
        assert not said("FLOW011", self.flow(danger, *words))
        assert said(
            "FLOW011", self.flow("1. Yes 2. No", When("Yes", YES), When("No", ("has_any_word", ["no"])))
        )
        assert len(said("FLOW011", self.flow("1. Yes 2. No", When("Yes", ("has_any_word", ["yes"]))))) == 2

    def test_an_option_with_the_name_of_the_default_is_meant_for_it(self):
        assert not said("FLOW011", self.flow("1=Yes, 0=No, 9=Other", *self.BOTH))

    def test_an_option_that_falls_to_a_default_with_its_own_way_is_less_sure(self):
        why = a_node("Why", send("Why?"))
        flow = self.flow("1=Yes, 0=No", When("Yes", YES), other="Why", nodes=(why,))
        assert severities("FLOW011", flow) == ["warning"]
        assert severities("FLOW011", self.flow("1=Yes, 0=No", When("Yes", YES))) == ["error"]

    def test_a_second_split_may_take_it(self):
        def rest(operand):
            no = split("Rest", operand, When("No", NO), When("Unclear", None, "Intro"))
            return self.flow("1=Yes, 0=No", When("Yes", YES), other="Rest", nodes=(no,))

        for operand in (
            "@input.text",
            "@results.answer",
            "@results.answer.value",
            "@(input.text & results.answer)",
        ):
            assert not said("FLOW011", rest(operand))
        assert said("FLOW011", rest("@fields.age"))

    def test_two_splits_that_lead_to_each_other_settle_nothing(self):
        one = split("One", "@input.text", When("X", ("has_any_word", ["x"])), When("Other", None, "Two"))
        two = split("Two", "@input.text", When("X", ("has_any_word", ["x"])), When("Other", None, "One"))
        assert not said("FLOW011", self.flow("1=Yes", When("No", NO), other="One", nodes=(one, two)))

    def test_numbers_between_take_options_and_patterns_are_not_judged(self):
        between = When("Good", ("has_number_between", ["1", "5"]))
        assert not said("FLOW011", self.flow("1 = bad, 5 = very good", between))
        assert not said("FLOW011", self.flow("1=Yes", When("Yes", ("has_pattern", ["^1$"]))))

    def test_a_retry_offers_the_same_once(self):
        sorry = a_node("Sorry", send("Reply 1=Yes, 2=No"), then="Q")
        flow = self.flow("1=Yes, 2=No", *self.BOTH, other="Sorry", nodes=(sorry,))
        assert len(said("FLOW011", flow)) == 1

    def test_messages_before_another_question_or_in_a_sub_flow_offer_nothing_here(self):
        before = a_flow(
            "ANC",
            a_node("Intro", send("1=One, 2=Two"), then="P"),
            ask("P", When("N", ("has_number", []), "Then"), When("Other", None, "Intro")),
            a_node("Then", send("Are you well? 1=Yes, 0=No"), then="Q"),
            ask("Q", *self.BOTH, When("Other", None, "Then")),
        )
        assert not said("FLOW011", before)

    def test_words_of_the_answers_in_the_message_are_options(self):
        words = (When("Yes", ("has_any_word", ["yes"])), When("No", ("has_any_word", ["no"])))
        assert not said("FLOW012", self.flow("Reply YES or NO", *words))
        assert said("FLOW012", self.flow("Will you go?", *words)) == [
            'the message offers no options for "Yes", "No"'
        ]

    @pytest.mark.parametrize(
        "more",
        [
            {"quick_replies": ["Yes"]},
            {"attachments": ["image:https://x.org/menu.png"]},
            {"template": {"uuid": uid("t"), "name": "menu"}},
        ],
    )
    def test_options_may_stand_beside_the_text(self, more):
        assert not said("FLOW012", self.flow("Will you go?", *self.BOTH, **more))

    def test_options_may_come_from_elsewhere(self):
        assert not said("FLOW012", self.flow("Choose: @results.menu", *self.BOTH))
        parts = a_flow("ANC", enter("Sub", "Menu", then="Q"), ask("Q", *self.BOTH, When("Other", None)))
        assert not said("FLOW012", parts)
        assert not said("FLOW012", a_flow("ANC", ask("Q", *self.BOTH, When("Other", None))))

    def test_numbers_and_calls_need_no_options(self):
        ranges = (
            When("Few", ("has_number_lt", ["3"])),
            When("Many", ("has_number_gte", ["3"])),
        )
        assert not said("FLOW012", self.flow("How many children do you have?", *ranges))
        call = self.flow("Press one or two", *self.BOTH)
        assert not said("FLOW012", {**call, "type": "voice"})


class TestSkipLogic:
    def test_three_questions_are_few_and_a_split_on_an_answer_is_logic(self):
        assert not said("FLOW013", a_flow("ANC", *chain(3)))
        assert said("FLOW013", a_flow("ANC", *chain(4)))

        def with_split(operand):
            node = split("Split", operand, When("X", ("has_text", []), "Q1"), When("Other", None))
            first, *rest = chain(4)
            first["exits"][0]["destination_uuid"] = node["uuid"]
            return a_flow("ANC", first, node, *rest)

        for operand in ("@results.q0", "@contact.groups", "@fields.age"):
            assert not said("FLOW013", with_split(operand))
        assert said("FLOW013", with_split("@results.tries"))


class TestTimeouts:
    def flow(self, seconds, expires, then="Q", **more):
        timeout = {"seconds": seconds, "category_uuid": uid("category Q No Response")}
        node = ask("Q", ANY, When("No Response", None, then), timeout=timeout)
        return a_flow("ANC", node, expire_after_minutes=expires, **more)

    def test_as_long_as_the_flow_lives_is_not_longer(self):
        assert not said("FLOW014", self.flow(43200, 720))
        assert said("FLOW014", self.flow(43260, 720)) == [
            "timeout of 721 min in a flow that expires after 12 h"
        ]
        assert said("FLOW014", self.flow(86400, 720)) == ["timeout of 24 h in a flow that expires after 12 h"]

    def test_a_flow_that_says_nothing_lives_three_days(self):
        assert not said("FLOW014", self.flow(3 * 86400, 0))
        assert said("FLOW014", self.flow(4 * 86400, 0)) == [
            "timeout of 4 days in a flow that expires after 3 days"
        ]
        assert said("FLOW014", self.flow(10**15, 0))

    def test_a_timeout_that_leads_nowhere_is_none_unless_a_parent_goes_on(self):
        assert said("FLOW014", self.flow(60, 720, then=None))
        assert not said("FLOW014", self.flow(60, 720, then=None), a_flow("Parent", enter("Sub", "ANC")))

    def test_in_an_environment_the_last_pattern_that_fits_counts(self):
        project = Example((self.flow(86400, 10080),), globals={}).project()
        assert project.environment
        there = replace(project.environment, expires={"anc*": 720, "A*": 10080, "AN?": 60})
        (complaint,) = BY_ID["FLOW014"].check(replace(project, environment=there))
        assert complaint.message == "timeout of 24 h in a flow that expires after 1 h"


class TestYesAndNo:
    def flow(self, yes, no, name="ANC"):
        return a_flow(
            name,
            ask(
                "Q",
                When("Yes", ("has_any_word", [yes])),
                When("No", ("has_any_word", [no])),
                When("Other", None),
            ),
        )

    def test_the_flow_that_does_as_usual_is_named(self):
        assert said("FLOW015", self.flow("1 yes", "2 no", "Day 21"), self.flow("1", "0", "Check-in")) == [
            "'Day 21' uses 2=No while 'Check-in' uses 0=No"
        ]
        assert said("FLOW015", self.flow("1", "2")) == ["uses 2=No: by custom 0 is no, and 1 is yes"]

    def test_zero_is_never_yes_and_any_other_digit_may_be(self):
        assert said("FLOW015", self.flow("0", "x"))
        assert not said("FLOW015", self.flow("1 2 3", "0"))
        assert not said("FLOW015", self.flow("yes", "no"))


class TestKeywords:
    MENU = a_flow("Menu", a_node("Menu", send("Menu")))

    def said(self, words, *keywords, **more):
        flow = a_flow("ANC", ask("Q", When("Yes", ("has_any_word", [words])), When("Other", None)))
        project = Example((flow, self.MENU), {"triggers": [trigger("Menu", *keywords, **more)]}).project()
        return [(it.message, it.severity) for it in BY_ID["FLOW017"].check(project)]

    def test_short_replies_are_errors_and_words_that_people_know_are_warnings(self):
        hint = "(unless this flow ignores triggers: not visible to flowops)"
        assert self.said("1 yes", "1") == [(f'reply "1" starts "Menu" {hint}', "error")]
        assert self.said("1 danger", "DANGER") == [(f'reply "danger" starts "Menu" {hint}', "warning")]

    def test_a_trigger_of_some_contacts_is_less_sure(self):
        groups = [{"uuid": uid("group"), "name": "Mothers"}]
        assert [severity for _, severity in self.said("1", "1", groups=groups)] == ["warning"]

    def test_the_keywords_of_an_environment_replace_those_of_a_flow(self):
        flow = a_flow("ANC", ask("Q", When("Yes", ("has_any_word", ["1 2 3"])), When("Other", None)))
        lists = {"triggers": [trigger("Menu", "1"), trigger("Other", "3")]}
        project = Example((flow, self.MENU), lists, globals={}).project()
        assert project.environment
        there = replace(project.environment, keywords={"MENU": ("2",)})
        found = [it.message for it in BY_ID["FLOW017"].check(replace(project, environment=there))]
        assert [it.split(" (")[0] for it in found] == ['reply "2" starts "Menu"', 'reply "3" starts "Other"']

    def test_ways_out_and_other_triggers_are_no_collisions(self):
        assert not self.said("stop", "stop")
        assert not self.said("1", "1", trigger_type="C")

    def test_old_triggers_have_one_keyword(self):
        assert self.said("1", keyword="1")

    def test_a_reply_that_leads_to_the_same_flow_collides_with_nothing(self):
        flow = a_flow(
            "ANC",
            ask("Q", When("Menu", ("has_any_word", ["menu"]), "Sub"), When("Other", None)),
            enter("Sub", "Menu"),
        )
        assert not said("FLOW017", flow, self.MENU, lists={"triggers": [trigger("Menu", "menu")]})

    def test_translated_words_collide_too(self):
        node = ask("Q", When("Yes", ("has_any_word", ["yes"])), When("Other", None))
        swa: JsonObject = {uid("case Q Yes"): {"arguments": ["ndio"]}}
        flow = a_flow("ANC", node, localization={"swa": swa})
        assert said("FLOW017", flow, self.MENU, lists={"triggers": [trigger("Menu", "ndio")]})


class TestRecords:
    def test_other_webhooks_are_no_records(self):
        for more in (
            {"method": "GET"},
            {"url": "@globals.cht_url/api/v2/records-export"},
            {"url": "@globals.records_url"},
        ):
            assert not said("FLOW018", a_flow("ANC", post("Save", body='{"a": 1}', **more)))

    def test_a_url_that_is_all_in_a_global_is_known_with_an_environment(self):
        flow = a_flow("ANC", post("Save", url="@globals.Records_url", body='{"a": 1}'))
        known = {"records_url": "https://cht.example.org/api/v2/records"}
        assert said("FLOW018", flow, globals=known)
        assert not said("FLOW018", flow, globals={"records_url": "${RECORDS}"})

    def test_phone_numbers_and_contacts_identify_and_bodies_made_elsewhere_are_not_judged(self):
        for body in ('{"from": "@urns.tel"}', '{"id": "@contact.uuid"}', "@results.body", ""):
            assert not said("FLOW018", a_flow("ANC", post("Save", body=body)))
        assert said("FLOW018", a_flow("ANC", post("Save", body='{"a": 1}')))

    def test_several_records_on_one_way_are_counted_once(self):
        child = a_flow("Child", post("C1", then="C2"), post("C2"))
        parent = a_flow("Parent", enter("Sub", "Child"))
        assert said("FLOW019", child, parent) == ["2 records are sent on one path"]
        report = a_flow("Report", post("R"))
        twice = a_flow("Twice", enter("One", "Report", then="Two"), enter("Two", "Report"))
        assert said("FLOW019", report, twice) == ["2 records are sent on one path"]

    def test_a_record_between_the_questions_of_two_flows_stands_at_a_milestone(self):
        survey = a_flow("Survey", *chain(2, "S"))
        flow = a_flow("ANC", *chain(2, then="Save"), post("Save", then="Sub"), enter("Sub", "Survey"))
        assert not said("FLOW019", flow, survey)

    def test_asking_again_comes_after_no_record(self):
        flow = a_flow(
            "ANC",
            ask("Q", When("Yes", YES, "Save"), When("Other", None)),
            post("Save", then="Q"),
        )
        assert not said("FLOW019", flow)
