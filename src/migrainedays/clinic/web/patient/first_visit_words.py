"""The questions of the first visit, as they are asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, str | Promise] = {
    "birth_year": _("Year of birth"),
    "migraine_attacks_before": _("Migraine attacks so far"),
    "aura_attacks_before": _("Attacks with aura so far"),
    "chronic_migraine": _("Chronic migraine"),
    "aura": _("Migraine with aura"),
    "medication_overuse": _("Medication overuse headache"),
    "allergy": _("Allergy to the toxin or a component of it"),
    "infection_at_site": _("Infection where it is to be injected"),
    "neuromuscular": _("Neuromuscular disease"),
    "dysphagia": _("Trouble swallowing"),
    "breathing": _("Trouble breathing"),
    "pregnancy": _("Pregnant, or may be"),
    "lactation": _("Breast-feeding"),
    "acute_drugs": _("Acute drugs for headache"),
    "aminoglycoside": _("Aminoglycoside antibiotic"),
    "muscle_relaxant": _("Muscle relaxant"),
    "anticoagulant": _("Anticoagulant"),
    "other_drugs": _("Other regular drugs"),
    "preventives_tried": _("Any preventive tried so far"),
    "other_toxin": _("Toxin given elsewhere, for anything"),
    "consent": _("Consent to treatment"),
}
STOP_REASONS = (
    ("", _("Not said")),
    ("inefficacy", _("No effect")),
    ("intolerance", _("Side effects")),
    ("contraindication", _("Contraindication")),
    ("other", _("Other")),
)
DETAILS = {
    "allergy": _("To what"),
    "acute_drugs": _("Which, how many days a month"),
    "other_drugs": _("Which"),
    "aminoglycoside": _("Which"),
    "muscle_relaxant": _("Which"),
    "anticoagulant": _("Which"),
    "neuromuscular": _("Which"),
    "other_toxin": _("What it was for"),
}
ENDS = (
    "infection_at_site", "dysphagia", "breathing", "pregnancy", "lactation", "acute_drugs", "aminoglycoside",
    "muscle_relaxant", "anticoagulant", "other_drugs",
)  # fmt: skip
