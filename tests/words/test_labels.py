"""What a sentence tells somebody to choose is there to be chosen, by the same words."""

from __future__ import annotations

import re

import pytest

import locales
from bot.words.catalogues import read_catalogues
from handlers.languages import LANGUAGES

CHOSEN = re.compile(r"\b(?:chọn|bấm|choose|choosing|press) “([^”{]+)”", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_that_a_sentence_names_is_a_label(language: str) -> None:
    entries = read_catalogues(locales.FOLDER)[language].entries.values()
    sentences = {sentence for entry in entries for sentence in entry.raw}
    named = {label for sentence in sentences for label in CHOSEN.findall(sentence)}
    assert len(named) > 5
    assert named <= sentences
