"""Adverse events as they are said, and what was published of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.web.shell import words
from migrainedays.protocol.unwanted import ANY
from migrainedays.treatment.unwanted import EVENTS, named

OTHER = "other"
NAMES: dict[str, str | Promise] = {
    ANY: _("Any adverse event"),
    "ptosis": _("Drooping lid (ptosis)"),
    "brow_asymmetry": _("Uneven brows"),
    "neck_weakness": _("Neck weakness"),
    "neck_pain": _("Neck pain"),
    "injection_site_pain": _("Pain at an injection site"),
    "headache_flare": _("Headache flare"),
    "flu_like": _("Flu-like illness"),
    "dysphagia": _("Trouble swallowing (dysphagia)"),
    "breathing": _("Trouble breathing"),
    "aspiration": _("Aspiration"),
    "anaphylaxis": _("Anaphylaxis"),
    OTHER: _("Something else"),
}
CHOICES = [("", _("Choose")), *((name, NAMES[name]) for name in (*EVENTS, OTHER))]
PUBLISHED = {
    ANY: ("compel_any",),
    "ptosis": ("compel_ptosis", "repose_ptosis", "hull_ptosis", "label_ptosis"),
    "neck_weakness": ("compel_neck_weakness",),
    "neck_pain": ("compel_neck_pain", "repose_neck_pain", "label_neck_pain"),
    "injection_site_pain": ("compel_injection_site_pain",),
    "headache_flare": ("hull_headache_flare",),
    "dysphagia": ("hull_dysphagia", "cm_pass_dysphagia"),
}


def event_said(event: str) -> str:
    """An adverse event as a person says it; words of somebody's own as they were written."""
    name = named(event)
    return str(NAMES[name]) if name in NAMES else words.said(event)
