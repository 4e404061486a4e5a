"""Erasing: contents are overwritten in place (`PRAGMA secure_delete`), files noted for the shredder. History and rows
stay with their ids alone, so that counts, seals and codes hold."""

from __future__ import annotations

from storage.petitions.petition import Petition
from storage.session import Session


class ErasureStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def drafts(self, person: int) -> int:
        """Forms half filled in, what stands on a web page, what they follow and turns set aside, at all addresses of a
        person; tells how many forms."""
        forms = await self._db.rows(
            """DELETE FROM dialogs WHERE (channel, account, user) IN
               (SELECT channel, account, user FROM addresses WHERE person = :person) RETURNING id""",
            person=person,
        )
        self._db.write("DELETE FROM drafts WHERE person = :person", person=person)
        self._db.write("DELETE FROM petition_followers WHERE person = :person", person=person)
        self._db.write(
            """DELETE FROM web_messages WHERE (account, chat) IN
               (SELECT account, user FROM addresses WHERE person = :person AND channel = 'web')""",
            person=person,
        )
        self._db.write(
            """UPDATE inbox SET raw = '' WHERE state = 'dead' AND (channel, account, conversation) IN
               (SELECT channel, account, user FROM addresses WHERE person = :person)""",
            person=person,
        )
        return len(forms)

    def contact(self, person: int) -> None:
        """What they told about themselves; their name, as their messenger tells it, goes with the last petition."""
        self._db.write("UPDATE persons SET phone = '', home = '' WHERE id = :person", person=person)

    def petition(self, petition: Petition) -> None:
        """All contents: words, place, sender, what was said about it, its files."""
        self._db.write(
            """UPDATE petitions SET story = '', place = '', latitude = NULL, longitude = NULL, sender_name = '',
                   sender_address = '', sender_phone = '', sender_paper = '', version = version + 1
               WHERE id = :id""",
            id=petition.id,
        )
        self._db.write("UPDATE petition_events SET words = '' WHERE petition = :id", id=petition.id)
        self._db.write("DELETE FROM petition_words WHERE petition = :id", id=petition.id)
        self._db.write("UPDATE petition_ratings SET words = '' WHERE petition = :id", id=petition.id)
        self._db.write("DELETE FROM petition_findings WHERE petition = :id", id=petition.id)
        self._db.write("DELETE FROM dialogs WHERE about = :code OR about LIKE :code || '/%'", code=petition.code)
        self._traces(petition)
        self._files(petition)
        self._letters(petition)

    def sender(self, petition: Petition, nobody: int) -> None:
        """It stays, and no longer says whose it was: from now on it is `nobody`'s, sent from nowhere."""
        self._db.write(
            """UPDATE petitions SET person = :nobody, chat = '', sender_name = '', sender_address = '',
                   sender_phone = '', sender_paper = '', identity = 'nobody', version = version + 1 WHERE id = :id""",
            nobody=nobody,
            id=petition.id,
        )
        self._db.write(
            "UPDATE petition_events SET actor = :nobody WHERE petition = :id AND actor = :person",
            nobody=nobody,
            id=petition.id,
            person=petition.person,
        )
        self._traces(petition)
        self._letters(petition)

    def cover(self, petition: Petition, story: str, place: str) -> None:
        """Its words, with the numbers in them covered for good."""
        self._db.write(
            "UPDATE petitions SET story = :story, place = :place WHERE id = :id",
            story=story,
            place=place,
            id=petition.id,
        )

    async def nobody(self, petition: Petition) -> int:
        """A new person without a name or an address."""
        return int(
            await self._db.value(
                "INSERT INTO persons (name, language, since) VALUES ('', :language, :since) RETURNING id",
                language=petition.language,
                since=petition.received_at,
            )
        )

    def _traces(self, petition: Petition) -> None:
        """How it stood before, with whose it was; and what officers looked for, which may be a name or its words."""
        self._db.write("DELETE FROM petition_undo WHERE petition = :id", id=petition.id)
        self._db.write("DELETE FROM searches WHERE commune = :commune", commune=petition.commune)

    def _files(self, petition: Petition) -> None:
        self._db.write(
            """INSERT INTO shredding SELECT DISTINCT sha256 FROM attachments
               WHERE subject = :subject AND sha256 <> '' ON CONFLICT DO NOTHING""",
            subject=petition.subject,
        )
        self._db.write("DELETE FROM attachments WHERE subject = :subject", subject=petition.subject)

    def _letters(self, petition: Petition) -> None:
        """Whatever was to be said about it, or could not be."""
        self._db.write(
            """UPDATE outbox SET body = '{}', state = CASE WHEN state IN ('due', 'parked') THEN 'failed' ELSE state END,
                   problem = CASE WHEN state IN ('due', 'parked') THEN 'withdrawn' ELSE problem END
               WHERE subject = :subject AND state <> 'leased' AND body <> ''""",
            subject=petition.subject,
        )

    async def to_shred(self) -> list[str]:
        """Contents (SHA-256) that nothing holds any more."""
        rows = await self._db.rows(
            """SELECT sha256 FROM shredding
               WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.sha256 = shredding.sha256)"""
        )
        return [row[0] for row in rows]

    def shredded(self, sha256: str) -> None:
        self._db.write("DELETE FROM shredding WHERE sha256 = :sha256", sha256=sha256)
