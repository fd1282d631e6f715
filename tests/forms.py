"""A page's form as a browser would send it, so that a test changes only what a person would."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """The fields of the forms of a page; `submit` buttons are left to whoever presses them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1].setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.forms[-1].setdefault(name, [""])

    def _input(self, name, given):
        if given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                self.forms[-1].setdefault(name, []).append(given.get("value", "on"))
        else:
            self.forms[-1].setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area][0] += data


def forms_of(answer) -> list[dict[str, list[str]]]:
    """Each form of a page with its fields, the frame's own forms first."""
    fields = _Fields()
    fields.feed(answer.content.decode())
    return fields.forms


def form_with(answer, field: str) -> dict[str, list[str]]:
    """The form of a page that has this field."""
    return next(form for form in forms_of(answer) if field in form)
