"""Which papers there are, and who makes each. What draws them is imported when the first one is made: it is heavy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.papers import (
    board_picture,
    board_sheet,
    consolidating,
    consolidation_draft,
    consolidation_files,
    consolidation_sheet,
    deadlines_ics,
    denunciation_form,
    filled_form,
    own_data,
    petitions_chart,
    petitions_sheet,
    punctuality_chart,
    punctuality_sheet,
    receipt,
    register_sheet,
)
from bot.papers.press import Maker
from handlers.figures.registers import PAPER as REGISTER
from handlers.figures.statistics import CHART as PETITIONS_CHART
from handlers.figures.statistics import SHEET as PETITIONS_SHEET
from handlers.office.counter import RECEIPT
from handlers.petitions.forms_filled import COMPLAINT, COMPLAINT_PDF
from handlers.reports.consolidation import DRAFT, FILES, SHEET
from handlers.reports.feeds import PAPER as DEADLINES
from handlers.vault.vault_paper import DENUNCIATION, DENUNCIATION_PDF

MAKERS: Mapping[str, Maker] = {
    RECEIPT: Maker(receipt.gather, receipt.draw),
    REGISTER: Maker(register_sheet.gather, register_sheet.draw),
    DEADLINES: Maker(deadlines_ics.gather, deadlines_ics.draw),
    COMPLAINT: Maker(filled_form.gather, filled_form.draw),
    COMPLAINT_PDF: Maker(filled_form.gather, filled_form.draw_pdf),
    DENUNCIATION: Maker(denunciation_form.gather, denunciation_form.draw),
    DENUNCIATION_PDF: Maker(denunciation_form.gather, denunciation_form.draw_pdf),
    "own-docx": Maker(own_data.gather, own_data.draw_paper),
    "own-json": Maker(own_data.gather, own_data.draw_json),
    "board-png": Maker(board_picture.gather, board_picture.draw),
    "board-xlsx": Maker(board_sheet.gather, board_sheet.draw),
    "punctuality-xlsx": Maker(punctuality_sheet.gather, punctuality_sheet.draw),
    "punctuality-png": Maker(punctuality_chart.gather, punctuality_chart.draw),
    PETITIONS_CHART: Maker(petitions_chart.gather, petitions_chart.draw),
    PETITIONS_SHEET: Maker(petitions_sheet.gather, petitions_sheet.draw),
    SHEET: Maker(consolidating.gather, consolidation_sheet.draw),
    DRAFT: Maker(consolidating.gather, consolidation_draft.draw),
    FILES: Maker(consolidating.gather_with_files, consolidation_files.draw),
}
