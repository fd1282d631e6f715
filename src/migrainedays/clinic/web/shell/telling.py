"""A refusal that no form holds, such as a protocol whose file was edited, comes as a page with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from migrainedays.errors import InputRefused


class Refusals:
    """Middleware: what is refused is told, with what to do; our own faults still crash loudly."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page of a refusal; None, and so Django's own way, for everything else."""
        if not isinstance(problem, InputRefused):
            return None
        return render(request, "shell/refused.html", {"sentence": str(problem)}, status=422)
