"""`/maqr`: the commune's own link and QR code for its citizens, to be posted on the board and in the hamlets."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Attachment, Choice, Medium, Picture
from handlers.people import links
from handlers.turn import Turn


async def give_link(turn: Turn, words: str) -> None:
    account = (turn.inbound.at.channel, turn.inbound.at.account)
    link = turn.world.link(account, links.payload(links.COMMUNE, turn.commune), False)
    qr = Attachment(Picture.QR, links.opened_by(link), f"{turn.commune}.png", Medium.PHOTO)
    text = Text("invite.commune_link", commune=turn.world.commune_name(turn.commune), link=link)
    turn.say(text, [Choice(Text("invite.copy"), copies=link)], attachments=(qr,))
