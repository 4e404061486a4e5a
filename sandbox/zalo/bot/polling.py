"""getMe and getUpdates: one update per call, gone once it was handed over, and a poll without news is an error."""

from __future__ import annotations

from sandbox.zalo.bot.call import Call, answers
from sandbox.zalo.bot.errors import bad_request, idle
from sandbox.zalo.bot.shapes import me
from sandbox.zalo.model import Json

USUAL_WAIT = 30.0
LONGEST_WAIT = 60.0  # not published


@answers("getMe")
def get_me(call: Call) -> Json:
    return me(call.bot)


@answers("getUpdates")
async def get_updates(call: Call) -> Json:
    bot, real = call.bot, call.world.real
    if bot.hook and call.world.zalo.switches.polling_under_webhook == "refused":
        raise bad_request("a webhook is set: delete it before polling")
    endings, ends = bot.endings, real.now() + min(call.get("timeout", USUAL_WAIT), LONGEST_WAIT)
    bot.polls += 1
    try:
        while bot.hook or not bot.waiting:
            bot.arrived.clear()
            if bot.endings > endings or not await real.wait(bot.arrived, ends - real.now()):
                raise idle()
        return bot.waiting.popleft()
    finally:
        bot.polls -= 1
