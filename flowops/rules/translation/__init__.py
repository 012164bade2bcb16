"""Whether people get every text in their language, and can reply in it."""

from flowops.rules.rule import Rule
from flowops.rules.translation import (
    argument_count,
    bare_text,
    base_language,
    no_choice,
    orphan,
    other_expressions,
    reply_count,
    unlisted_language,
    untranslated,
    untranslated_reply,
)

RULES: tuple[Rule, ...] = (
    untranslated.RULE,
    no_choice.RULE,
    other_expressions.RULE,
    untranslated_reply.RULE,
    orphan.RULE,
    base_language.RULE,
    bare_text.RULE,
    argument_count.RULE,
    reply_count.RULE,
    unlisted_language.RULE,
)
