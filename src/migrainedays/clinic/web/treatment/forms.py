"""The plain form of a session."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.treatment import Session


class SessionForm(Form):
    """A session here or, with a number of 0 or below, one elsewhere."""

    session = field_of(Session, "session", _("Number"), _("1 is the first here; 0, -1, … are earlier ones elsewhere."))
    date = field_of(Session, "date", _("Day"), _("YYYY-MM-DD; of a session elsewhere a month or year will do."))
    product = field_of(Session, "product", _("Product"))
    total_units = field_of(Session, "total_units", _("Units in all"), _("Exact to 0.1."))
    protocol = field_of(Session, "protocol", _("Protocol"))
    version = field_of(Session, "version", _("Version"))
    minutes = field_of(Session, "minutes", _("Minutes it took"))
    clinician = field_of(Session, "clinician", _("Clinician"))
    place = field_of(Session, "place", _("Place"), _("Empty for this clinic."))
    recalled_before = field_of(Session, "recalled_before", _("Headache days a month before, as told"))
    recalled_after = field_of(Session, "recalled_after", _("Headache days a month after, as told"))
    drugs_then = field_of(Session, "drugs_then", _("Drugs then"))
    side_effects = field_of(Session, "side_effects", _("Side effects then"))

    usual = ("session", "date", "product", "total_units", "protocol", "version", "minutes", "clinician")
    elsewhere = ("place", "recalled_before", "recalled_after", "drugs_then", "side_effects")

    @property
    def usual_fields(self) -> list[Any]:
        """What is asked of each session."""
        return [self[name] for name in self.usual]

    @property
    def elsewhere_fields(self) -> list[Any]:
        """What is asked of a session elsewhere."""
        return [self[name] for name in self.elsewhere]

    @property
    def told(self) -> bool:
        """Whether anything about a session elsewhere was given or refused."""
        return any(self[name].errors or self[name].value() for name in self.elsewhere)
