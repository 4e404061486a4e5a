"""What is watched over many petitions: hot spots, and which digests were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.petitions.flags import Flag, kept
from domain.petitions.hot_spots import Told
from domain.petitions.likeness import Matter
from storage.petitions.petition import Petition, read_petition
from storage.session import Session


@dataclass(frozen=True, slots=True)
class HotSpot:
    """`answer`: '' while no officer has said anything, 'joined' or 'apart'."""

    id: int
    commune: str
    field: str
    hamlet: str
    answer: str


class WatchStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def unseen(self, limit: int) -> list[Petition]:
        """Petitions that nobody has looked at for hot spots yet, the oldest first; they count as seen from now on."""
        rows = await self._db.rows(
            "SELECT * FROM petitions WHERE id > (SELECT up_to FROM watched) ORDER BY id LIMIT :limit", limit=limit
        )
        if rows:
            self._db.write("UPDATE watched SET up_to = :up_to", up_to=rows[-1]["id"])
        return [read_petition(row) for row in rows]

    async def told_too(self, petition: Petition, since: datetime, limit: int) -> list[Told]:
        """The latest others of the commune open to all officers that may be joined: no signed forms, but of whatever
        field, as one matter is filed under this and that."""
        rows = await self._db.rows(
            """SELECT id, person, story, place, hamlet FROM petitions INDEXED BY petitions_received
               WHERE commune = :commune AND id <> :id AND received_at >= :since
                 AND restricted = 0 AND status <> 'held' AND kind NOT IN ('complaint', 'denunciation')
               ORDER BY received_at DESC, id DESC LIMIT :limit""",
            commune=petition.commune,
            id=petition.id,
            since=since,
            limit=limit,
        )
        return [
            Told(row["id"], row["person"], Matter(f"{row['story']} {row['place']}", row["hamlet"])) for row in rows
        ]

    async def spot_of(self, petitions: Iterable[int], since: datetime) -> HotSpot | None:
        """The hot spot raised since then that one of them belongs to."""
        numbers = ",".join(str(int(number)) for number in petitions)
        row = await self._db.row(
            f"""SELECT h.* FROM hot_spots h JOIN hot_spot_cases c ON c.hot_spot = h.id
                WHERE c.petition IN ({numbers}) AND h.at >= :since ORDER BY h.id DESC LIMIT 1""",  # noqa: S608
            since=since,
        )
        return HotSpot(*(row[name] for name in ("id", "commune", "field", "hamlet", "answer"))) if row else None

    async def by_id(self, number: int) -> HotSpot | None:
        row = await self._db.row("SELECT * FROM hot_spots WHERE id = :number", number=number)
        return HotSpot(*(row[name] for name in ("id", "commune", "field", "hamlet", "answer"))) if row else None

    async def raise_spot(self, commune: str, field: str, hamlet: str, now: datetime) -> int:
        return int(
            await self._db.value(
                """INSERT INTO hot_spots (commune, field, hamlet, at) VALUES (:commune, :field, :hamlet, :now)
                   RETURNING id""",
                commune=commune,
                field=field,
                hamlet=hamlet,
                now=now,
            )
        )

    def add(self, spot: int, petitions: Iterable[int]) -> None:
        for petition in petitions:
            self._db.write(
                "INSERT INTO hot_spot_cases (hot_spot, petition) VALUES (:spot, :petition) ON CONFLICT DO NOTHING",
                spot=spot,
                petition=petition,
            )

    def leave(self, petition: Petition) -> None:
        """It belongs to no hot spot any more."""
        self._db.write("DELETE FROM hot_spot_cases WHERE petition = :petition", petition=petition.id)

    async def cases(self, spot: int) -> list[Petition]:
        """The oldest first."""
        rows = await self._db.rows(
            """SELECT p.* FROM petitions p JOIN hot_spot_cases c ON c.petition = p.id
               WHERE c.hot_spot = :spot ORDER BY p.id""",
            spot=spot,
        )
        return [read_petition(row) for row in rows]

    def answer(self, spot: int, answer: str, person: int, now: datetime) -> None:
        self._db.write(
            "UPDATE hot_spots SET answer = :answer, answered_by = :person, answered_at = :now WHERE id = :spot",
            answer=answer,
            person=person,
            now=now,
            spot=spot,
        )

    async def raised(self, commune: str, since: datetime, until: datetime) -> list[HotSpot]:
        """The latest first; not those that all cases have left."""
        rows = await self._db.rows(
            """SELECT * FROM hot_spots WHERE commune = :commune AND at >= :since AND at < :until
                 AND EXISTS (SELECT 1 FROM hot_spot_cases c WHERE c.hot_spot = hot_spots.id) ORDER BY id DESC""",
            commune=commune,
            since=since,
            until=until,
        )
        return [HotSpot(*(row[name] for name in ("id", "commune", "field", "hamlet", "answer"))) for row in rows]

    def flag(self, petition: Petition, *flags: Flag) -> None:
        """Marks it without making it another version: what officers may do stays as it was."""
        self._db.write(
            "UPDATE petitions SET flags = :flags WHERE id = :id",
            flags=kept({*petition.flags, *flags}),
            id=petition.id,
        )

    def unflag(self, petition: Petition, *flags: Flag) -> None:
        self._db.write(
            "UPDATE petitions SET flags = :flags WHERE id = :id",
            flags=kept(petition.flags - {*flags}),
            id=petition.id,
        )

    async def prolonged(self, commune: str, office: str, before: datetime, limit: int) -> list[Petition]:
        """Open ones that fell due before then and are not flagged as kéo dài yet."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE commune = :commune AND office = :office AND open = 1
               AND due_at < :before AND instr(flags, :flag) = 0 ORDER BY due_at LIMIT :limit""",
            commune=commune,
            office=office,
            before=before,
            flag=f" {Flag.PROLONGED.value} ",
            limit=limit,
        )
        return [read_petition(row) for row in rows]

    async def write_digest(self, commune: str, reader: str, day: date, now: datetime) -> bool:
        """Whether it is to be written now: False where it was already."""
        return bool(
            await self._db.rows(
                """INSERT INTO office_digests (commune, reader, day, at) VALUES (:commune, :reader, :day, :now)
                   ON CONFLICT DO NOTHING RETURNING 1""",
                commune=commune,
                reader=reader,
                day=day,
                now=now,
            )
        )
