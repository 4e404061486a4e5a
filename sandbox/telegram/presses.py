"""Answering the press of a button, once and in time."""

from __future__ import annotations

from sandbox.telegram.call import Call, answers
from sandbox.telegram.errors import bad_request


@answers("answerCallbackQuery")
def answer_press(call: Call) -> bool:
    world = call.world
    press = world.presses.get(call["callback_query_id"])
    if press is None or press.bot is not call.bot or press.answered or press.expires <= world.real.now():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    press.answered = True
    press.text = call.get("text", "")
    press.show_alert = call.get("show_alert", False)
    world.pulse.tell("alert", bot=call.bot.username, chat=press.chat.id)
    return True
