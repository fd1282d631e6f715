"""Enquiries, and what the practice shows to everybody."""

from migrainedays.clinic.records.enquiring import Enquiry, PublishedResults, Website
from migrainedays.clinic.records.models.row import OfClinic


class EnquiryRow(OfClinic, value=Enquiry):
    """One enquiry."""


class WebsiteRow(OfClinic, value=Website):
    """What the pages say of the practice."""


class PublishedResultsRow(OfClinic, value=PublishedResults):
    """Results as they were published."""
