"""In which language somebody is answered: chosen by a button, asked for by its name, or heard from their words."""

from __future__ import annotations

from dataclasses import replace

from domain.language.languages import surely_in
from domain.language.text import Text
from domain.language.vietnamese import fold, only_letters
from domain.messaging.messages import Choice
from handlers.turn import Turn

LANGUAGES = ("vi", "en")


def language_press(language: str) -> str:
    """The action of the button that chooses it."""
    return f"l:{language}"


async def choose_language(turn: Turn, words: str) -> None:
    """/ngonngu: `vi` or `en`, by word or by button."""
    code = fold(words)
    wanted = code if code in LANGUAGES else named(turn, words)
    if not wanted:
        choices = [Choice(Text(f"language.{one}"), language_press(one)) for one in LANGUAGES]
        return turn.say(Text("language.which"), choices)
    speak(turn, wanted)
    turn.say(Text("language.chosen"))


def named(turn: Turn, words: str) -> str:
    """The language whose name is all these words say, or ''."""
    said = only_letters(words)
    return next((one for one in LANGUAGES if said and said in map(only_letters, _listed(turn, "names", one))), "")


def hear(turn: Turn) -> None:
    """Not every messenger tells the language: then the first words that are surely in one do. Not those of staff,
    who may answer somebody in another than their own."""
    if turn.person.language or turn.members or turn.inbound.group:
        return
    marks = {one: frozenset(_listed(turn, "marks", one)) for one in LANGUAGES}
    if language := surely_in(turn.inbound.text, marks):
        _remember(turn, language)


def _listed(turn: Turn, what: str, language: str) -> list[str]:
    return [one.strip() for one in turn.world.plain(Text(f"language.{what}"), language).split(",")]


def _remember(turn: Turn, language: str) -> None:
    turn.memory.people.choose_language(turn.person.id, language)
    turn.person = replace(turn.person, language=language)


def speak(turn: Turn, language: str) -> None:
    """From now on this person is answered in that language."""
    _remember(turn, language)
    if turn.commune and not turn.inbound.group:
        turn.voice.offer_commands(turn.here, turn.world.commands.menu(turn.members, turn.commune), turn.commune)
