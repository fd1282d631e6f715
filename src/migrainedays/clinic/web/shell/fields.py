"""Form fields that read and refuse exactly as the exchange folder does, with the sentence beside the field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from migrainedays.clinic.web.shell import words
from migrainedays.columns import Column, Value, columns_of
from migrainedays.errors import Impossible

ANSWERS = (("", _("Not asked")), ("true", _("Yes")), ("false", _("No")))


class ColumnField(forms.CharField):
    """One column of a value: what was typed is read and checked by the column itself."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        self.column = column
        super().__init__(required=kwargs.pop("required", column.key and column.default is None), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            found = self.column.read(text)
            if found is not None or self.required:
                self.column.require(found)
        except ValueError as problem:
            raise forms.ValidationError(sentence(text, str(problem))) from None
        return found

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.column.write(value)


def sentence(typed: object, reason: str) -> str:
    """What stands beside a field: the typed text and what is wrong with it."""
    reason = reason[0].lower() + reason[1:]
    return f"“{typed}” {reason}." if typed not in (None, "") else _("This %(reason)s.") % {"reason": reason}


def field_of(value_class: type[Value], name: str, label: Any, hint: Any = "", **kwargs: Any) -> ColumnField:
    """The field of a value's column, with the widget that suits its kind."""
    column = columns_of(value_class)[name]
    return ColumnField(column, label=label, help_text=hint, widget=_widget(column), **kwargs)


def _widget(column: Column) -> forms.Widget:
    if column.kind == "boolean":
        return forms.RadioSelect(choices=ANSWERS)
    if column.kind == "choice":
        return forms.Select(choices=[("", _("Not said")), *((word, words.said(word)) for word in column.choices)])
    if column.kind == "date":
        return forms.DateInput(attrs={"type": "date"})
    numeric = {"integer": "numeric", "number": "decimal", "units": "decimal"}.get(column.kind)
    return forms.TextInput(attrs={"inputmode": numeric} if numeric else {})


class Form(forms.Form):
    """A form whose values may still be refused when they are made, or when they are kept."""

    template_name = "parts/form.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def refuse(self, problem: Impossible) -> None:
        """Show a refusal at its field, or above the form where it has none."""
        if problem.column in self.fields:
            typed = self.data.get(self.add_prefix(problem.column), "")
            self.add_error(problem.column, sentence(typed, problem.reason))
        else:
            self.add_error(None, f"{problem.column}: {problem.reason}.")

    def given(self, value_class: type[Value]) -> dict[str, Any]:
        """The cleaned columns of a value that this form holds."""
        return {name: cell for name, cell in self.cleaned_data.items() if name in columns_of(value_class)}
