"""What the crowd did, held against what stands in the database: read with plain SQL, from outside the bot."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from storage.database import Database
from tests.faults.crowd import Crowd
from tests.faults.process import BotProcess


def rows(process: BotProcess, sql: str) -> list[Any]:
    """The rows; where there is only one column, its values."""
    with closing(sqlite3.connect(process.database)) as db:
        return [row[0] if len(row) == 1 else row for row in db.execute(sql)]


def nothing_waits(process: BotProcess) -> bool:
    return not rows(
        process,
        """SELECT 1 FROM inbox WHERE state = 'waiting' UNION ALL
           SELECT 1 FROM outbox WHERE state IN ('due', 'leased') UNION ALL
           SELECT 1 FROM attachments WHERE state = 'wanted'""",
    )


async def check(process: BotProcess, crowd: Crowd) -> None:
    """Fails where anything was lost, done twice or left half done."""
    _check_people(process, crowd)
    _check_petitions(process, crowd)
    _check_answers(process, crowd)
    _check_reports(process, crowd)
    _check_letters(process, crowd)
    assert rows(process, "SELECT problem FROM inbox WHERE state <> 'done' OR raw <> ''") == []
    assert rows(process, "PRAGMA integrity_check") == ["ok"]
    assert rows(process, "PRAGMA foreign_key_check") == []
    await _check_seals(process)


def _check_people(process: BotProcess, crowd: Crowd) -> None:
    everybody = [*crowd.citizens, *crowd.officers, *crowd.clerks]
    assert sorted(rows(process, "SELECT name FROM persons")) == sorted(one.name for one in everybody)
    assert rows(process, "SELECT count(*) FROM memberships") == [len(crowd.officers) + len(crowd.clerks)]


def _check_petitions(process: BotProcess, crowd: Crowd) -> None:
    stories = sorted(citizen.story for citizen in crowd.citizens)
    assert sorted(rows(process, "SELECT story FROM petitions")) == stories
    assert sorted(_told(process, "file")) == stories
    assert rows(process, "SELECT count(*) FROM history WHERE what = 'petition filed'") == [len(stories)]
    assert rows(process, "SELECT count(*) FROM dialogs WHERE form = 'petition'") == [0]


def _check_answers(process: BotProcess, crowd: Crowd) -> None:
    given = {story: answer for officer in crowd.officers for story, answer in officer.answers.items()}
    assert sorted(_told(process, "take")) == sorted(given)
    assert sorted(_told(process, "answer")) == sorted(given)
    answers = rows(process, "SELECT words FROM petition_events WHERE action = 'answer'")
    assert sorted(answers) == sorted(given.values())


def _told(process: BotProcess, action: str) -> list[str]:
    """The stories of the petitions to which this happened, once for every time that it did."""
    return rows(
        process,
        f"""SELECT story FROM petition_events AS event JOIN petitions ON petitions.id = event.petition
            WHERE action = '{action}'""",
    )


def _check_reports(process: BotProcess, crowd: Crowd) -> None:
    handed_in = rows(process, "SELECT name FROM submissions JOIN persons ON persons.id = submissions.person")
    assert sorted(handed_in) == sorted(clerk.name for clerk in crowd.clerks)
    papers = sorted(hashlib.sha256(clerk.paper).hexdigest() for clerk in crowd.clerks)
    kept = sorted(rows(process, "SELECT sha256 FROM attachments WHERE state = 'kept'"))
    whole = kept_files(process)
    assert kept == papers
    assert whole == papers


def kept_files(process: BotProcess) -> list[str]:
    """Of every file in the folder, whatever it is called, the hash of what is in it."""
    found = (file for file in process.files.rglob("*") if file.is_file())
    return sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in found)


def _check_letters(process: BotProcess, crowd: Crowd) -> None:
    """Everything was said but what was no longer so: a reminder of a report that came in meanwhile. Only of an official
    letter, or of one that was being said again when the process was killed once more, may nobody know whether it
    arrived."""
    states = Counter(
        rows(
            process,
            """SELECT state || ' ' || problem FROM outbox
               WHERE state <> 'sent' AND NOT (state = 'unknown' AND (official OR resend))
                     AND problem <> 'withdrawn'""",
        )
    )
    assert not states
    assert all(person.receipts() for person in (*crowd.citizens, *crowd.clerks))


async def _check_seals(process: BotProcess) -> None:
    database = await Database.open(process.database)
    try:
        async with database.transaction() as memory:
            assert await memory.history.first_broken_seal() is None
    finally:
        await database.close()
