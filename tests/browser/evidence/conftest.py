"""A clinic with two versions in a real browser, and a worker that takes a run up when the test says so."""

import numpy as np  # noqa: F401 - before the drawing engine's own thread looks for it
import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.models import Run
from migrainedays.exchange.folder import folder_of
from tests import weighed
from tests.browser.clinic.conftest import open_desk, physician, sign_in  # noqa: F401 - fixtures by their names
from tests.web.evidence.conftest import work
from tests.web.records.conftest import ids_of


@pytest.fixture
def weighed_clinic(physician):  # noqa: F811
    actions.folders.take_in(folder=folder_of(weighed.two_versions()), by=physician)
    return ids_of(physician)


@pytest.fixture
def desk(open_desk, weighed_clinic):  # noqa: F811
    """Opens a page as the physician."""

    def opened(address, **look):
        tab = open_desk(**look)
        sign_in(tab)
        tab.goto(address)
        return tab

    return opened


def waiting():
    """The run that the last click asked for."""
    return Run.objects.order_by("-pk").first().public_id


def worked():
    """The worker does what the last click asked for."""
    work(waiting())
