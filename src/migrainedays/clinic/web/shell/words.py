"""The words of the records, as people say them; one place, so that they are translated once."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ROLES: Words = {
    "physician": _("Physician"),
    "injector": _("Injector"),
    "front_desk": _("Front desk"),
    "analyst": _("Analyst"),
    "admin": _("Administrator"),
}
VISITS: Words = {
    "first_visit": _("First visit"),
    "treatment": _("Treatment"),
    "review": _("Review"),
    "review_from_home": _("Review from home"),
}
VERDICTS: Words = {
    "yes": _("Yes"),
    "no": _("No"),
    "indeterminate": _("Not decidable yet"),
    "continue": _("Continue"),
    "non_response": _("Non-response"),
    "goal_reached_review": _("Goal reached: review"),
    "not_proven": _("Not proven yet"),
    "not_shown": _("Not shown"),
    "freedom": _("Freedom"),
    "optimal": _("Optimal"),
    "below_4_acute_unmet": _("Below 4, acute need unmet"),
    "modest": _("Modest"),
    "insufficient": _("Insufficient"),
}
STATES: Words = {
    "chronic": _("Chronic"),
    "easing": _("Easing"),
    "broken": _("Broken"),
    "holding": _("Holding"),
    "returned": _("Returned"),
    "not_evaluable": _("Too little entered to say"),
}
RULES: Words = {
    "responder_30": _("At least 30 % fewer"),
    "responder_50": _("At least 50 % fewer"),
    "responder_75": _("At least 75 % fewer"),
    "responder_100": _("No headache days left"),
    "sustained": _("Sustained"),
    "excellent_below_4": _("Fewer than 4 days"),
    "nice_ta260": _("NICE TA260"),
    "ehf_2018": _("European guideline 2018"),
    "ahs_2021": _("American statement 2021"),
    "ihs_2025": _("International goals 2025"),
}
SEXES: Words = {"female": _("Female"), "male": _("Male"), "other": _("Other"), "unknown": _("Unknown")}
ASKING: Words = {
    "daily": _("Every day"),
    "every_third_day": _("Every third day"),
    "never": _("Never"),
    "exposure": _("Met today"),
    "goal": _("A goal"),
}
LANGUAGES: Words = {"en": _("English"), "fr": _("French"), "es": _("Spanish")}
_ALL: Words = ASKING | LANGUAGES | ROLES | VISITS | VERDICTS | STATES | RULES | SEXES


def said(word: str) -> str:
    """A word of the records as a person says it; an unknown one without its underscores."""
    return str(_ALL.get(word, word.replace("_", " ")))
