"""From a document to its PDF: tagged, with its fonts inside, to be kept for long and read aloud by a screen reader."""

import json
import re
from importlib import resources

from migrainedays.reports.documents.document import Document, Figure

FONT = "Libertinus Serif"  # comes with the typesetter, so that a document looks the same everywhere
_FONTS_OF_A_SCREEN = re.compile(r"""font-family=(["']).*?\1""")


def print_pdf(document: Document) -> bytes:
    """The document as the bytes of a PDF."""
    import typst

    printed = typst.compile(
        resources.files(__package__).joinpath("page.typ").read_bytes(),
        sys_inputs={"document": json.dumps(_for_paper(document), ensure_ascii=False)},
        pdf_standards=["a-3a", "ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(printed, bytes)
    return printed


def _for_paper(document: Document) -> dict[str, object]:
    """Pictures ask for the fonts of a screen; here they are set in the document's own."""
    content = document.to_json()
    for part in content["parts"]:
        if part["kind"] == Figure.kind:
            part["svg"] = _FONTS_OF_A_SCREEN.sub(f'font-family="{FONT}"', part["svg"])
    return content
