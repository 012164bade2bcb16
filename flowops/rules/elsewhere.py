"""Ids of checks that are no rules of lint, and where they are made: one literal table, which the documentation prints."""

from collections.abc import Mapping
from typing import Final, NamedTuple

# Said of what only a deploy can know: there the guard of this name looks at the workspace itself
GUARD: Final = "guard {} of plan and deploy"
WORKSPACE: Final = "needs a live workspace: not yet"
CHT: Final = "needs the CHT project: later"
TESTS: Final = "needs scripted tests of flows: later"


class Elsewhere(NamedTuple):
    """What is wrong, as a phrase, and why lint does not say it."""

    title: str
    why: str


def _guard(*names: str) -> str:
    return GUARD.format(" and ".join(names))


ELSEWHERE: Final[Mapping[str, Elsewhere]] = {
    "REF005": Elsewhere(
        "a ticket for a user, whom an import would lose",
        _guard("unresolved-reference", "untracked-reference"),
    ),
    "REF007": Elsewhere(
        "a template, classifier, LLM, opt-in, topic or user that is not in the workspace",
        _guard("unresolved-reference"),
    ),
    "REF008": Elsewhere("a resthook that is not in the workspace", _guard("unknown-resthook")),
    "IMP003": Elsewhere(
        "a flow whose name is that of a flow of another type in the workspace", _guard("name-collision")
    ),
    "IMP004": Elsewhere("a flow that is archived in the workspace", _guard("archived-flow")),
    "IMP006": Elsewhere("a flow of a newer specification than the server's", _guard("newer-spec")),
    "IMP007": Elsewhere("a field that has another type in the workspace", _guard("field-type-change")),
    "IMP008": Elsewhere("a group that has another query in the workspace", _guard("group-query-change")),
    "IMP009": Elsewhere("more objects than a workspace can hold", _guard("object-limits")),
    "FLOW016": Elsewhere("a short reply that is the code of a CHT form too", CHT),
    "FLOW020": Elsewhere("a flow that people begin with and no test runs through", TESTS),
    "TRANS005": Elsewhere("a language of the CHT project that a flow does not have", CHT),
    "TRANS010": Elsewhere(
        "a translation that is older than its base text",
        "flowops diff: translations that a change left behind",
    ),
    "GLOB002": Elsewhere(
        "a global with a blank value",
        f"the schema of environments/NAME.yaml, with the line; {_guard('blank-global')}",
    ),
    "ENV002": Elsewhere(
        "a flow that somebody edited in the workspace after the last deploy",
        f"flowops drift; {_guard('drift')}",
    ),
    "CHAN003": Elsewhere("more messages than an Android channel can send", WORKSPACE),
    "CHAN005": Elsewhere("a channel that is not in the workspace", _guard("unresolved-reference")),
    "TRIG002": Elsewhere(
        "a trigger for a channel that is not in the workspace", _guard("unresolved-reference")
    ),
    "TRIG003": Elsewhere(
        "a trigger that would archive another one of the workspace", _guard("trigger-conflict")
    ),
    "TRIG005": Elsewhere(
        "a changed trigger, which an import leaves as it is", _guard("trigger-change", "trigger-loss")
    ),
    "CAMP003": Elsewhere(
        "a campaign that is archived in the workspace, or has its name in another letter case there",
        f"{_guard('archived-campaign')}; a deploy finds campaigns in any letter case and renames them",
    ),
    "CAMP004": Elsewhere(
        "a message of a campaign that would lose attachments, quick replies and template",
        _guard("campaign-messages"),
    ),
    "CAMP005": Elsewhere("a campaign whose events would be scheduled anew", _guard("campaign-events")),
    "RUN001": Elsewhere("a flow that few people finish", WORKSPACE),
    "RUN002": Elsewhere("a flow whose runs are often interrupted", WORKSPACE),
    "RUN003": Elsewhere("a flow whose runs fail", WORKSPACE),
    "RUN004": Elsewhere("a reminder for those, too, who have completed", WORKSPACE),
    "RUN005": Elsewhere("a flow that nobody runs", WORKSPACE),
    "OUT001": Elsewhere("an outbound to a flow that is not in the workspace", CHT),
    "OUT002": Elsewhere("an outbound to an archived flow", CHT),
    "OUT003": Elsewhere("an outbound to a group that is missing or smart", CHT),
    "OUT004": Elsewhere("an outbound that sets a field that is not in the workspace", CHT),
    "OUT005": Elsewhere("an outbound to another RapidPro than the environment's", CHT),
    "OUT006": Elsewhere("an expression of an outbound that is no JavaScript", CHT),
    "OUT007": Elsewhere("a single value of an outbound where RapidPro wants a list", CHT),
    "OUT008": Elsewhere("an outbound that sends again at every edit", CHT),
    "OUT009": Elsewhere("an outbound for documents of every type", CHT),
    "OUT010": Elsewhere("outbounds without the transition that sends them", CHT),
    "OUT011": Elsewhere("a parameter that a flow reads and no outbound gives it", CHT),
    "OUT012": Elsewhere("an outbound that does not sign in", CHT),
    "OUT013": Elsewhere("a two-letter language where RapidPro wants three letters", CHT),
    "OUT014": Elsewhere("outbounds that differ between base and compiled settings", CHT),
    "OUT015": Elsewhere("a flow that nothing starts", CHT),
    "OUT016": Elsewhere("an outbound that would start its flow again for edited documents", CHT),
    "OUT017": Elsewhere("an outbound that does not say what happens to contacts in a flow", CHT),
    "REC001": Elsewhere("a body for the CHT that is no JSON", CHT),
    "REC002": Elsewhere("a body for the CHT without _meta.form", CHT),
    "REC003": Elsewhere("a form that the CHT project does not have", CHT),
    "REC004": Elsewhere("a form that the CHT can never match", CHT),
    "REC005": Elsewhere("a body without a required field of its form", CHT),
    "REC006": Elsewhere("a body with a field that its form does not have", CHT),
    "REC007": Elsewhere("a body with a value of another type than its form's", CHT),
    "REC008": Elsewhere("free text inside the quotes of a body", CHT),
    "REC009": Elsewhere("a date that the CHT cannot read", CHT),
    "REC010": Elsewhere("a report without the number of its sender", CHT),
    "REC011": Elsewhere("a field of a form that no body can fill", CHT),
    "REC012": Elsewhere("a form that no flow sends", CHT),
    "REC013": Elsewhere("a body that only a run of the flow knows", CHT),
    "REC014": Elsewhere("a body for a gateway in another shape", CHT),
}
