"""What a project may set for the rules, in `flowops.yaml` under `lint`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flowops.model.json import Json


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and words.

    languages        three-letter codes that every text must be translated to; () for those that the flows themselves use
    max_questions    most questions on one path through a flow
    max_sms          most SMS that one text may need before it is an error
    contact_name     characters to reckon with for @contact.name
    longest_name     characters of a long name, which should not make a message longer
    expression       characters to reckon with for any other expression
    earliest, latest  hours between which a campaign may send
    evening          hours between which people have time to answer
    signatures       names, one of which the first message of a flow should hold
    words            words that messages should not hold
    hosts            hosts that webhooks may name literally
    email_domains    domains of alerts; () for any
    identifiers      keys of which a record that is sent to the CHT should hold one
    opt_out          words by which people leave
    yes_names, no_names  of the categories of a question that is answered with yes or no, in lower case
    open_ended       parts of the names of results that people may answer in their own words
    short_code_keyword  with which replies to a shared short code begin; "" for a number of the programme's own
    """

    languages: tuple[str, ...] = ()
    max_questions: int = 9
    max_sms: int = 3
    contact_name: int = 20
    longest_name: int = 40
    expression: int = 12
    earliest: int = 8
    latest: int = 21
    evening: tuple[int, int] = (17, 20)
    signatures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = (
        "patient_id",
        "patient_uuid",
        "place_id",
        "medic_id",
        "case_id",
        "contact_id",
    )
    opt_out: tuple[str, ...] = (
        "stop",
        "opt out",
        "optout",
        "quit",
        "no thanks",
        "unsubscribe",
        "arrêt",
        "arret",
        "acha",
        "jitoe",
        "baja",
        "parar",
        "sair",
    )
    yes_names: tuple[str, ...] = ("yes", "oui", "ndiyo", "ndio", "sí", "si", "sim", "ja", "haa", "true")
    no_names: tuple[str, ...] = ("no", "non", "hapana", "não", "nao", "nee", "maya", "false")
    open_ended: tuple[str, ...] = ("name",)
    short_code_keyword: str = ""


def settings(given: Mapping[str, Json], languages: tuple[str, ...] = ()) -> Settings:
    """The settings of a project; what `flowops.yaml` gives has passed its schema, which knows these names and types."""
    values: dict[str, Any] = {key: tuple(it) if isinstance(it, list) else it for key, it in given.items()}
    return replace(Settings(languages=languages), **values)
