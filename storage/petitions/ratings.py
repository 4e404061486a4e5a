"""What citizens say of a result: whether it is done, how content they are, each for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.petitions.closing import Solved
from domain.petitions.lifecycle import Action, PetitionKind, Status
from storage.petitions.statistics import UNHIDDEN
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Rating:
    """`stars` 1–5, 0 where none were given."""

    verdict: Solved
    stars: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many of the cases closed in some time were confirmed, disputed, or not spoken of again: đóng, chưa xác
    nhận."""

    confirmed: int
    disputed: int
    silent: int


class RatingStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def of(self, petition: int, person: int) -> Rating | None:
        row = await self._db.row(
            "SELECT * FROM petition_ratings WHERE petition = :petition AND person = :person",
            petition=petition,
            person=person,
        )
        return Rating(Solved(row["verdict"]), row["stars"], row["words"]) if row else None

    def keep(self, petition: int, person: int, rating: Rating, now: datetime) -> None:
        """In place of what this person said before."""
        self._db.write(
            """INSERT INTO petition_ratings (petition, person, verdict, stars, words, at)
               VALUES (:petition, :person, :verdict, :stars, :words, :now)
               ON CONFLICT DO UPDATE SET verdict = :verdict, stars = :stars, words = :words, at = :now""",
            petition=petition,
            person=person,
            verdict=rating.verdict.value,
            stars=rating.stars,
            words=rating.words,
            now=now,
        )

    async def verdicts(self, commune: str, since: datetime, until: datetime) -> Verdicts:
        """Of the cases closed in [since, until). A case is disputed as long as anybody who was told of its end
        says that it is not done, whether or not it was opened anew since. What is not for groups is left out, and so
        is what nobody is asked about: a khiếu nại that was decided (Luật Khiếu nại Đ33)."""
        row = await self._db.row(
            f"""SELECT count(*) FILTER (WHERE NOT disputed AND status = :confirmed),
                      count(*) FILTER (WHERE disputed),
                      count(*) FILTER (WHERE NOT disputed AND status = :closed)
               FROM (SELECT status, EXISTS (SELECT 1 FROM petition_ratings AS r
                                            WHERE r.petition = p.id AND r.verdict = :not_done) AS disputed
                     FROM petitions AS p
                     WHERE commune = :commune AND {UNHIDDEN} AND NOT (kind = :complaint AND EXISTS (
                             SELECT 1 FROM petition_events AS d WHERE d.petition = p.id AND d.action = :decide))
                         AND id IN (
                         SELECT petition FROM petition_events
                         WHERE commune = :commune AND action = 'close' AND at >= :since AND at < :until))""",  # noqa: S608
            complaint=PetitionKind.COMPLAINT.value,
            decide=Action.DECIDE.value,
            confirmed=Status.CONFIRMED.value,
            closed=Status.CLOSED.value,
            not_done=Solved.NOT_DONE.value,
            commune=commune,
            since=since,
            until=until,
        )
        return Verdicts(row[0], row[1], row[2]) if row else Verdicts(0, 0, 0)

    async def stars(self, commune: str, since: datetime, until: datetime) -> dict[int, int]:
        """How many gave how many stars in [since, until)."""
        rows = await self._db.rows(
            """SELECT r.stars, count(*) FROM petition_ratings AS r JOIN petitions AS p ON p.id = r.petition
               WHERE p.commune = :commune AND r.stars > 0 AND r.at >= :since AND r.at < :until
               GROUP BY r.stars ORDER BY r.stars""",
            commune=commune,
            since=since,
            until=until,
        )
        return {row[0]: row[1] for row in rows}
