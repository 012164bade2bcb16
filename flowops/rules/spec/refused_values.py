"""Rules about what stands in the fields of elements: a part of the literal table of `catalogue`."""

from flowops.rules.spec.spec_rule import SpecRule

_SEND = ("nodes", 0, "actions", 0)
_GROUPS = ("nodes", 0, "actions", 1)
_CALL = ("nodes", 0, "actions", 2)
_AIRTIME = ("nodes", 0, "actions", 3)
_LEAVE = ("nodes", 0, "actions", 4)
_SWA = ("localization", "swa")

REFUSED_VALUES = (
    SpecRule(
        "SPEC031",
        "a text that is too long",
        "Texts are measured in characters before expressions are evaluated: 10000 in a message, and every field has its limit.",
        "Shorten the text, or split it into two messages.",
        "10.2",
        (((*_SEND, "text"), "w" * 10_001),),
    ),
    SpecRule(
        "SPEC032",
        "a list that is too long or too short",
        "A message has at most 10 quick replies and 10 attachments, an email at least one address.",
        "Take some out of the list, or add one.",
        "10.2",
        (((*_SEND, "quick_replies"), ["Yes"] * 11),),
    ),
    SpecRule(
        "SPEC033",
        "a value that is none of those allowed",
        "Methods, schemes, statuses and operations are fixed words; a result's name and a category have 1 to 64 characters.",
        "Use one of the allowed values.",
        "7.4",
        (((*_CALL, "method"), "get"),),
    ),
    SpecRule(
        "SPEC034",
        "an attachment that is not type:url",
        "The engine has to know what it sends: image:https://... or audio/mp3:@fields.recording, not a bare address or expression.",
        "Put the type and a colon before the address.",
        "9.2",
        (((*_SEND, "attachments"), ["https://example.org/a.jpg"]),),
    ),
    SpecRule(
        "SPEC035",
        "a header whose name HTTP does not allow",
        "A name is made of letters, digits and hyphens, without spaces or a colon.",
        "Correct the name of the header.",
        "7.4",
        (((*_CALL, "headers"), {"My Header": "1"}),),
    ),
    SpecRule(
        "SPEC036",
        "remove_contact_groups with groups and all_groups",
        "Either the contact leaves the groups that are named, or all of them.",
        "Empty groups, or set all_groups to false.",
        "7.4",
        (((*_LEAVE, "all_groups"), True),),
    ),
    SpecRule(
        "SPEC037",
        "an amount of airtime that is negative or absurdly large",
        "Amounts go from 0 to 1000000000000000.",
        "Correct the amount.",
        "26.3",
        (((*_AIRTIME, "amounts"), {"RWF": -100}),),
    ),
    SpecRule(
        "SPEC038",
        "a group, label or user that is named in both ways, or in none",
        "It is named by its UUID, or by a template that gives its name when the flow runs.",
        "Keep one of the two keys.",
        "7.4",
        (((*_GROUPS, "groups"), [{"name": "Mothers"}]),),
    ),
    SpecRule(
        "SPEC039",
        "translations for an unknown language, or for something that is no UUID",
        "Translations are kept by language, a code of three letters, then by the UUID of what they translate.",
        "Correct the code, or delete the translation.",
        "10.2",
        ((("localization",), {"xxx": {}}),),
    ),
    SpecRule(
        "SPEC040",
        "translations that are too many or too long",
        "The name of a property has 1 to 64 bytes. Since RapidPro 26.3 an item has at most 10 properties, each at most 10 texts of 10000 characters.",
        "Delete what does not belong there.",
        "10.2",
        (((*_SWA, "00000020-0000-4000-8000-000000000000"), {"t" * 65: ["Karibu!"]}),),
    ),
)
