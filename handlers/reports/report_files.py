"""The files that units handed in for a report, under the names they have in an archive."""

from __future__ import annotations

from domain.file_names import archive_name
from domain.reports.archive import Filed
from handlers.reports.consolidating import Report, counting_versions
from handlers.reports.duties import Entry, Ledger
from storage.memory import Memory
from storage.messaging.files import KeptFile
from storage.reports.reports import Submission

_KEPT = "kept"


async def filed(memory: Memory, book: Ledger, report: Report) -> list[Filed]:
    """Unit by unit, in the order of arrival; the same content of one unit once. What was refused is not among
    them; of what was returned, the latest version is."""
    names = await memory.reports.authors(book.plan.commune.id, report.obligation.id, report.period)
    found: list[Filed] = []
    for number, entry in enumerate(report.entries, 1):
        for version, kept in await _sound(memory, entry):
            file = kept.file
            name = archive_name(
                number,
                book.unit_name(entry.duty.unit),
                version.document_number.replace("/", "-"),
                file.name or file.unique,
                {one.name for one in found},
            )
            found.append(
                Filed(
                    book.unit_name(entry.duty.unit),
                    version.code,
                    version.document_number,
                    version.at,
                    names.get(version.person, ""),
                    file.name,
                    name,
                    kept.state == _KEPT,
                    kept.sha256,
                    file.size,
                    not counting_versions(entry),
                )
            )
    return found


async def _sound(memory: Memory, entry: Entry) -> list[tuple[Submission, KeptFile]]:
    found: list[tuple[Submission, KeptFile]] = []
    met: set[str] = set()
    for version in counting_versions(entry) or entry.versions[-1:]:
        for kept in await memory.files.of(version.subject):
            if not kept.fault and kept.sha256 not in met:
                found.append((version, kept))
                met |= {kept.sha256} - {""}
    return found
