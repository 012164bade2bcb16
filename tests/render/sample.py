"""One realistic comparison: what a week's work on the example programme could change."""

from flowops.model.change import Change, Comparison, Edit, Mark, NodeChange, Picture, Spot, Way

WELCOME = (
    "Welcome to @globals.programme_name! Free SMS care for your pregnancy. Your health team sees your answers. "
    "Send STOP to leave. Do you agree? 1=Yes, 0=No"
)
ASKED = "Welcome to @globals.programme_name! Free SMS…"
WAIT = "Wait for response (Consent)"
THANKS = "Thank you. We will not write to you again. If you change yo…"
ONE = "2f3b7a52-1c74-4f5e-9d0f-6a3e7c1b8d01"
TWO = "9c8e1d70-5b3a-4c2f-8a6d-0e4f2b7c6d02"

REGISTRATION = Change(
    "flow",
    "changed",
    "ANC Registration",
    "ANC Registration",
    edits=(Edit("expire_after_minutes", "changed", 720, 10080),),
    nodes=(
        NodeChange(
            "changed",
            ASKED,
            ONE,
            TWO,
            "content",
            edits=(
                Edit(
                    "actions/1/text",
                    "changed",
                    WELCOME,
                    WELCOME.replace("STOP to leave", "END to leave at any time"),
                ),
                Edit(
                    "actions/1/text",
                    "changed",
                    "Bienvenue à @globals.programme_name!",
                    "Bienvenue!",
                    language="fra",
                ),
                Edit("actions/1/quick_replies", "changed", ["Yes", "No"], ["Yes", "No", "Tell me more"]),
                Edit("actions/0", "removed", {"type": "set_run_result", "name": "Tries", "value": "0"}, None),
                Edit(
                    "actions/2", "added", None, {"type": "add_contact_groups", "groups": ["Mothers | 2026"]}
                ),
            ),
            marks=(
                Mark("actions/1/text", "swa", "stale"),
                Mark("actions/1/text", "fra", "lost-expression", ("globals.programme_name",)),
            ),
        ),
        NodeChange(
            "changed",
            WAIT,
            TWO,
            TWO,
            "uuid",
            edits=(
                Edit("router/wait/timeout/seconds", "changed", 86400, 3600),
                Edit(
                    "router/cases/2",
                    "added",
                    None,
                    {"type": "has_any_word", "arguments": ["more"], "category": "More"},
                ),
                Edit("router/cases/0/arguments", "changed", ["1 yes"], ["1 yes ok"]),
                Edit("exits/More", "added", None, "This programme is run by the Afya Bora Network…"),
                Edit(
                    "exits/No Response",
                    "changed",
                    "Sorry, we did not understand. Do you agree to get our SMS?…",
                    None,
                ),
            ),
        ),
        NodeChange(
            "added",
            "This programme is run by the Afya Bora Network…",
            None,
            TWO,
            None,
            edits=(
                Edit(
                    "actions/0",
                    "added",
                    None,
                    {
                        "type": "send_msg",
                        "text": "This programme is run by the Afya Bora Network with the Ministry of Health.\nAsk us anything.",
                    },
                ),
            ),
        ),
        NodeChange("removed", THANKS, ONE, None, None),
    ),
    picture=Picture(
        spots=(
            Spot("a", ASKED, "changed"),
            Spot("b", WAIT, "changed"),
            Spot("c", "This programme is run by the Afya Bora Network…", "added"),
            Spot("d", THANKS, "removed"),
            Spot("e", "Enter flow ANC Profile", None),
        ),
        ways=(
            Way("a", "b", "", None),
            Way("b", "e", "Yes", None),
            Way("b", "c", "More", "added"),
            Way("b", "d", "No", "removed"),
            Way("b", None, "No Response", "added"),
        ),
    ),
)

COMPARISON = Comparison(
    changes=(
        REGISTRATION,
        Change("flow", "renamed", "ANC Reminder", "ANC Visit Reminder", edits=(Edit("name", "changed", "ANC Visit Reminder", "ANC Reminder"),)),
        Change("flow", "added", "Ask Us Anything", "Ask Us Anything", size=12),
        Change("flow", "removed", "Opt-out", "Opt-out", size=1),
        Change(
            "campaign",
            "changed",
            "ANC Schedule",
            "ANC Schedule",
            edits=(
                Edit(
                    "events",
                    "changed",
                    [],
                    [
                        {
                            "offset": -28,
                            "unit": "W",
                            "relative_to": "expected_delivery_date",
                            "delivery_hour": 18,
                            "flow": "ANC Reminder",
                        }
                    ],
                ),
            ),
        ),
        Change("trigger", "removed", "Opt-out (keyword stop)", "Opt-out (keyword stop)"),
        Change(
            "group",
            "changed",
            "Mama Salama Due Soon",
            "Mama Salama Due Soon",
            edits=(Edit("query", "changed", "fields.pregnancy_week >= 36", "fields.pregnancy_week >= 37"),),
        ),
    ),
    unchanged=52,
    specs=("13.1.0", "14.4.1"),
    problems=("flows/anc-profile.json: a node without UUID",),
)  # fmt: skip
