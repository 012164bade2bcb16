"""What flows refer to by UUID, key or e-mail address, as goflow's structs."""

from flowops.sandbox.engine.schema import NUMBER, TEXT, Field, Struct, named

ID = "required uuid4@-243 uuid@243"
"""The UUID of a flow or of an element in it: lower-case version 4 until goflow 0.243."""

_NAME = Field("name", TEXT, "max=64@285")


def _asset(kind: str) -> Struct:
    return Struct(
        f"assets.{kind}Reference", (Field("uuid", named(f"assets.{kind}UUID"), "required uuid"), _NAME)
    )


def _variable(kind: str) -> Struct:
    uuid = Field("uuid", named(f"assets.{kind}UUID"), "omitempty uuid4@-243 uuid@243")
    match = Field("name_match", TEXT, "max=1000@285")
    return Struct(f"assets.{kind}Reference", (uuid, _NAME, match), ("uuid", "name_match"))


CHANNEL = _asset("Channel")
CLASSIFIER = _asset("Classifier")
LLM = _asset("LLM")
OPTIN = _asset("OptIn")
TICKETER = _asset("Ticketer")
TOPIC = _asset("Topic")
GROUP = _variable("Group")
LABEL = _variable("Label")
TEMPLATE = Struct(
    "assets.TemplateReference",
    (Field("uuid", named("assets.TemplateUUID"), "required uuid"), Field("name", TEXT, "max=512@285")),
)
FLOW = Struct(
    "assets.FlowReference",
    (Field("uuid", named("assets.FlowUUID"), ID), _NAME, Field("revision", NUMBER, since=178)),
)
FIELD = Struct("assets.FieldReference", (Field("key", TEXT, "required max=64@285"), _NAME))
CONTACT = Struct(
    "flows.ContactReference",
    (Field("uuid", named("flows.ContactUUID"), ID), Field("name", TEXT, "max=128@285")),
)
USER_BY_EMAIL = Struct(  # until goflow 0.245
    "assets.UserReference",
    (Field("email", TEXT, "omitempty email"), Field("name", TEXT), Field("email_match", TEXT)),
    ("email", "email_match"),
)
USER = Struct(
    "assets.UserReference",
    (
        Field("uuid", named("assets.UserUUID"), "omitempty uuid"),
        Field("name", TEXT, "max=320@285"),
        Field("email", TEXT, "max=1000@285"),
    ),
    ("uuid", "email"),
)
