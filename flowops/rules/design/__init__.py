"""What flows ask of people, and how they answer them."""

from flowops.rules.design import (
    anonymous_record,
    endless_retry,
    many_questions,
    message_after_opt_out,
    missing_intro,
    missing_opt_out,
    missing_outro,
    missing_skip_logic,
    odd_yes_no,
    open_ended_question,
    question_without_timeout,
    reply_that_is_a_keyword,
    scattered_records,
    silent_end,
    unaccepted_option,
    unannounced_options,
    unnoticed_invalid_reply,
    useless_timeout,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    many_questions.RULE,
    open_ended_question.RULE,
    question_without_timeout.RULE,
    silent_end.RULE,
    unnoticed_invalid_reply.RULE,
    endless_retry.RULE,
    missing_intro.RULE,
    missing_outro.RULE,
    missing_opt_out.RULE,
    message_after_opt_out.RULE,
    unaccepted_option.RULE,
    unannounced_options.RULE,
    missing_skip_logic.RULE,
    useless_timeout.RULE,
    odd_yes_no.RULE,
    reply_that_is_a_keyword.RULE,
    anonymous_record.RULE,
    scattered_records.RULE,
)
