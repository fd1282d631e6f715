"""Letters, summaries and sheets: the values of one course in, a document out, in its reader's language."""

from migrainedays.reports.documents.composing import KINDS, PAYER, Order, compose
from migrainedays.reports.documents.document import Document, Letterhead
from migrainedays.reports.documents.gaps import Gap, gaps
from migrainedays.reports.documents.policies import policies
from migrainedays.reports.documents.printing import print_pdf
from migrainedays.reports.documents.study_page import study_document
from migrainedays.reports.documents.wording import LANGUAGES, wording

__all__ = [
    "KINDS",
    "LANGUAGES",
    "PAYER",
    "Document",
    "Gap",
    "Letterhead",
    "Order",
    "compose",
    "gaps",
    "policies",
    "print_pdf",
    "study_document",
    "wording",
]
