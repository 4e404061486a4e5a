"""How people are named in a sentence."""

from __future__ import annotations

from domain.language.text import Text, verbatim


def called(name: str) -> Text:
    """Their name, or words that stand for it: an Official Account may not see everybody's (Zalo's refusal -213)."""
    return verbatim(name) if name else Text("person.unnamed")
