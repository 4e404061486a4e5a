"""The table of methods against aiogram's model of the Bot API: names, what is needed, what may be given."""

from __future__ import annotations

import pytest

from sandbox.telegram.call import ANSWERS
from sandbox.telegram.methods import METHODS
from tests.oracle import shape_of


def test_every_supported_method_has_its_function() -> None:
    assert ANSWERS.keys() == {name for name, method in METHODS.items() if method.supported}


@pytest.mark.parametrize("name", METHODS)
def test_the_table_agrees_with_aiogram(name: str) -> None:
    fields, method = shape_of(name).model_fields, METHODS[name]
    assert set(method.needs) == {field for field, info in fields.items() if info.is_required()}
    assert {*method.needs, *method.may} == set(fields)
