"""The functions that expressions can call: name -> the engine that brought it, as the minor version of goflow.

Source: goflow 0.285, its list of changes, and the engines of RapidPro 7.4 to 26.3; what RapidPro 7.4 (0.163) has counts as
always there.
"""

from collections.abc import Mapping
from typing import Final

_ALWAYS = 163

_OLD: Final = """
abs and array attachment_parts boolean char clean code concat count date date_from_parts datetime datetime_add
datetime_diff datetime_from_epoch default epoch extract extract_object field foreach foreach_value format format_date
format_datetime format_location format_number format_time format_urn html_decode if is_error join json legacy_add lower
max mean min mod now number object or parse_datetime parse_json parse_time percent rand rand_between read_chars
regex_match remove_first_word repeat replace replace_time reverse round round_down round_up slice sort split sum text
text_compare text_length text_slice time time_from_parts title today trim trim_left trim_right tz tz_offset unique upper
url_encode urn_parts week_number weekday word word_count word_slice
"""

# Tests of a router can be called, too
TESTS: Final = frozenset(
    [
        "has_all_words",
        "has_any_word",
        "has_beginning",
        "has_category",
        "has_date",
        "has_date_eq",
        "has_date_gt",
        "has_date_lt",
        "has_district",
        "has_email",
        "has_error",
        "has_group",
        "has_intent",
        "has_number",
        "has_number_between",
        "has_number_eq",
        "has_number_gt",
        "has_number_gte",
        "has_number_lt",
        "has_number_lte",
        "has_only_phrase",
        "has_only_text",
        "has_pattern",
        "has_phone",
        "has_phrase",
        "has_state",
        "has_text",
        "has_time",
        "has_top_intent",
        "has_value",
        "has_ward",
    ]
)

FUNCTIONS: Final[Mapping[str, int]] = {
    **dict.fromkeys(_OLD.split(), _ALWAYS),
    **dict.fromkeys(TESTS, _ALWAYS),
    "keys": 169,
    "contains": 186,
    "filter": 189,
    "prompt": 236,
}
