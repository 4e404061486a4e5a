"""Edits of one card that wait one behind the other become one: a busy group takes few messages a minute."""

from __future__ import annotations

from datetime import datetime

from storage.session import Row, Session

_HERE = "channel = :channel AND account = :account AND chat = :chat"
_OF_THE_CARD = f"{_HERE} AND card = :card AND urgency = :urgency AND thread = :thread"
_NAMES = ("channel", "account", "chat", "card", "urgency", "thread", "id")


async def newest_edit(db: Session, edit: Row, now: datetime) -> Row:
    """Of the edits behind this one, which is leased, the newest before which nothing else is said: leased in its
    place, and it says what they would have said. This one where there is none, or where the card does not stand yet."""
    known = {name: edit[name] for name in _NAMES}
    rows = await db.rows(
        f"""SELECT * FROM outbox WHERE {_OF_THE_CARD} AND state = 'due' AND not_before <= :now AND id > :id
              AND EXISTS (SELECT 1 FROM cards WHERE {_HERE} AND card = :card AND message_id <> '')
              AND NOT EXISTS (SELECT 1 FROM outbox AS other
                WHERE other.channel = :channel AND other.account = :account AND other.chat = :chat
                  AND other.state = 'due' AND other.urgency = :urgency AND other.card <> :card
                  AND other.id BETWEEN :id AND outbox.id)
            ORDER BY id DESC LIMIT 1""",  # noqa: S608 - only the constants above
        now=now,
        **known,
    )
    if not rows:
        return edit
    db.write(
        f"""UPDATE outbox SET state = CASE id WHEN :newest THEN 'leased' ELSE 'sent' END,
              body = CASE id WHEN :newest THEN body ELSE '' END
            WHERE {_OF_THE_CARD} AND state IN ('due', 'leased') AND id BETWEEN :id AND :newest""",  # noqa: S608
        newest=rows[0]["id"],
        **known,
    )
    return rows[0]
