"""Forms half filled in: the answers given so far by one person in one conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.messaging.messages import Address
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Dialog:
    """`answers` in the order given; `about` is what the form is about (a report, a petition's code);
    `asked` names the question last put, `step` counts the questions put, `album` is the album of which the last
    file came, `puzzled` counts what was not understood since, `asked_at` is None before the first question.
    `notice` is the version of the notice that a question said in full, `notice_step` which one did."""

    form: str
    commune: str
    answers: dict[str, Any]
    about: str = ""
    asked: str = ""
    step: int = 0
    album: str = ""
    puzzled: int = 0
    id: int = 0
    asked_at: datetime | None = None
    notice: str = ""
    notice_step: int = 0

    def with_answers(self, answers: dict[str, Any]) -> Dialog:
        return replace(self, answers=answers, puzzled=0)


class DialogStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def open(self, at: Address, user: str) -> Dialog | None:
        row = await self._db.row(
            """SELECT * FROM dialogs
               WHERE channel = :channel AND account = :account AND chat = :chat AND user = :user""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            user=user,
        )
        return _dialog(row) if row else None

    async def keep(self, at: Address, user: str, dialog: Dialog, now: datetime) -> Dialog:
        """Keeps the dialog in place of any other this person has open here; tells it with its id."""
        number = await self._db.value(
            """INSERT INTO dialogs (channel, account, chat, user, commune, form, about, answers, asked, step,
                                    album, puzzled, notice, notice_step, changed_at)
               VALUES (:channel, :account, :chat, :user, :commune, :form, :about, :answers, :asked, :step,
                       :album, :puzzled, :notice, :notice_step, :now)
               ON CONFLICT (channel, account, chat, user) DO UPDATE
               SET commune = excluded.commune, form = excluded.form, about = excluded.about,
                   answers = excluded.answers, asked = excluded.asked, step = excluded.step,
                   album = excluded.album, puzzled = excluded.puzzled, notice = excluded.notice,
                   notice_step = excluded.notice_step, changed_at = excluded.changed_at
               RETURNING id""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            user=user,
            commune=dialog.commune,
            form=dialog.form,
            about=dialog.about,
            answers=json.dumps(dialog.answers, ensure_ascii=False),
            asked=dialog.asked,
            step=dialog.step,
            album=dialog.album,
            puzzled=dialog.puzzled,
            notice=dialog.notice,
            notice_step=dialog.notice_step,
            now=now,
        )
        return replace(dialog, id=number)

    def end(self, at: Address, user: str) -> None:
        """Nothing of what was answered stays behind."""
        self._db.write(
            """DELETE FROM dialogs
               WHERE channel = :channel AND account = :account AND chat = :chat AND user = :user""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            user=user,
        )

    async def forget_before(self, moment: datetime) -> list[int]:
        """Ends every form in which nothing was said since; tells their ids."""
        return [
            row[0]
            for row in await self._db.rows(
                "DELETE FROM dialogs WHERE changed_at < :moment RETURNING id", moment=moment
            )
        ]


def _dialog(row: Row) -> Dialog:
    return Dialog(
        row["form"],
        row["commune"],
        json.loads(row["answers"]),
        row["about"],
        row["asked"],
        row["step"],
        row["album"],
        row["puzzled"],
        row["id"],
        moment(row["changed_at"]),
        row["notice"],
        row["notice_step"],
    )
