"""Every example in the docstrings of the course and the scales runs and says what it says."""

import doctest
import importlib
import pkgutil

import pytest

import migrainedays.course
import migrainedays.scales

MODULES = [
    module.name
    for package in (migrainedays.course, migrainedays.scales)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_run():
    found = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(bool(test.examples) for tests in found for test in tests) >= 15
