"""The book of commands and buttons: which handler carries out what. Vietnamese names, without accents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.people import Can
from domain.text import Text
from handlers import (
    absence,
    board,
    board_views,
    case_files,
    case_topics,
    commune_link,
    consolidation,
    dates,
    deadlines,
    dialogue,
    difficulties,
    exemptions,
    extensions,
    feeds,
    hand_in,
    handover,
    hot_spots,
    hours,
    intake,
    invitations,
    invite_unit,
    languages,
    linking,
    locks,
    lookup,
    onward,
    opinions,
    phone,
    preferences,
    punctuality,
    queue,
    registration,
    remind_all,
    requests,
    review,
    statistics,
    steps,
    triage,
    units,
    versions,
    welcome,
    working_calendar,
)
from handlers.commands import Command, CommandBook
from handlers.turn import Turn


def _command(
    name: str,
    run: Callable[[Turn, str], Awaitable[None]],
    needs: Can | None = None,
    *aliases: str,
    in_menu: bool = True,
    carries: Callable[[str], bool] | None = None,
    way_out: bool = False,
    takes_files: bool = False,
) -> Command:
    return Command(name, run, Text(f"command.{name}"), needs, aliases, in_menu, carries, way_out, takes_files)


_PETITION = ("gui", "guiykien", "kiennghi", "feedback", "petition")
_CANCELS = ("huybo", "huydi", "huynhe", "thoi", "cancel")
_TO_THE_BEGINNING = ("vedau", "quayvedau", "batdau", "batdaulai", "trangchu", "start", "home")
_GREETINGS = ("xinchao", "chaoban", "alo", "hello", "hi", "quaylai", "trolai", "back")
"""Going back where no form is open leads to the beginning, too."""

COMMANDS = CommandBook(
    (
        _command("phananh", intake.write_petition, None, *_PETITION, takes_files=True),
        _command("tracuu", lookup.look_up, None, "tra", "status"),
        _command("xa", welcome.change_commune, None, "phuong", "doixa", "doixaphuong", "commune"),
        _command("trogiup", welcome.help_, None, "help", "giup", "giupdo", "giuptoi", "huongdan", way_out=True),
        _command("ngonngu", languages.choose_language, None, "language", "lang"),
        _command("toi", welcome.who_am_i, None, "me", "whoami"),
        _command("huy", dialogue.give_up, None, *_CANCELS, in_menu=False, way_out=True),
        _command("menu", welcome.home, None, *_TO_THE_BEGINNING, in_menu=False, way_out=True),
        _command("chao", welcome.hello, None, *_GREETINGS, in_menu=False),
        _command("lienket", linking.link, None, "ketnoi", "link", carries=linking.is_link_code),
        _command("noinhan", preferences.where, None, "nhantin", "preferences", in_menu=False),
        _command(
            "thamgia", registration.join, None, "join", in_menu=False, carries=registration.is_invitation_code
        ),
        _command("hanbaocao", deadlines.say_deadlines, Can.HAND_IN, "han", "deadlines"),
        _command("nop", hand_in.choose_report, Can.HAND_IN, "nopbaocao", "submit", takes_files=True),
        _command("luihan", extensions.choose, Can.HAND_IN, "xinluihan", "extension", in_menu=False),
        _command("giobao", hours.choose_hour, Can.BE_REMINDED, "gionhac", "hour"),
        _command("sodienthoai", phone.give_phone, Can.BE_REMINDED, "sdt", "dienthoai", "phone"),
        _command("phienban", versions.list_versions, Can.HAND_IN, "versions", in_menu=False),
        _command("lichics", feeds.calendar, Can.SEE_DEADLINES, "ics", "lichhan"),
        _command("vang", absence.away, Can.BE_AWAY, "nghi", "away"),
        _command("bangiao", handover.hand_over, Can.HAND_OVER, "handover", in_menu=False),
        _command("vuongmac", difficulties.report_difficulty, Can.REPORT_DIFFICULTY, "khokhan", "difficulty"),
        _command("dsvuongmac", difficulties.list_open, Can.ANSWER_DIFFICULTY, "difficulties"),
        _command("ykien", opinions.give_opinion, Can.HAND_IN, "opinion", in_menu=False),
        _command("tinhhinh", board.show_board, Can.SEE_BOARD, "board", "theodoi"),
        _command("dunghan", punctuality.say_punctuality, Can.SEE_PUNCTUALITY, "tyledunghan", "punctuality"),
        _command("xembaocao", review.open_report, Can.SEE_BOARD, "bc", in_menu=False),
        _command("duyet", review.approve, Can.REVIEW, "approve"),
        _command("tralai", review.send_back, Can.REVIEW, "return"),
        _command("tonghop", consolidation.consolidate, Can.REVIEW, "consolidate", "bctonghop"),
        _command("khoa", locks.lock, Can.REVIEW, "khoaky", "lock"),
        _command("mokhoa", locks.unlock, Can.REVIEW, "unlock", in_menu=False),
        _command("mien", exemptions.exempt, Can.REVIEW, "exempt"),
        _command("bomien", exemptions.list_exempted, Can.REVIEW, "dsmien", in_menu=False),
        _command("donvi", units.show_units, Can.SEE_BOARD, "units"),
        _command("dotxuat", requests.ask_report, Can.SET_DATES, "request"),
        _command("dsdotxuat", requests.list_requests, Can.SET_DATES, "requests", in_menu=False),
        _command("nhac", remind_all.preview, Can.NUDGE, "nhacnop", "remind"),
        _command("dathan", dates.set_date, Can.SET_DATES, "setdate"),
        _command("buocnhac", steps.set_steps, Can.SET_DATES, "steps"),
        _command("maqr", commune_link.give_link, Can.INVITE, "qr"),
        _command("hangdoi", queue.show_queue, Can.SEE_QUEUE, "queue", "hd"),
        _command("xem", triage.open_case, Can.SEE_QUEUE, "mo", "view"),
        _command("nhan", triage.take, Can.TRIAGE, "take"),
        _command("chuyen", triage.forward, Can.TRIAGE, "forward"),
        _command("hoi", triage.ask, Can.TRIAGE, "hoilai", "ask"),
        _command("traloi", triage.answer, Can.TRIAGE, "tl", "answer", "reply"),
        _command("dong", triage.close, Can.TRIAGE, "close", "ketthuc"),
        _command("huongdan", triage.guide, Can.TRIAGE, "guide"),
        _command("khongxuly", triage.reject, Can.TRIAGE, "reject"),
        _command("molai", triage.reopen, Can.TRIAGE, "reopen"),
        _command("ghichu", triage.note, Can.TRIAGE, "note"),
        _command("thongke", statistics.say_statistics, None, "thongkeykien", "statistics"),
        _command("chude", case_topics.open_case_topic, Can.TRIAGE, "topic", in_menu=False),
        _command("lich", working_calendar.calendar, Can.KEEP_CALENDAR, "calendar"),
        _command("moi", invitations.invite, Can.INVITE, "invite"),
    )
)

Press = Callable[[Turn, str], Awaitable[None]]

PRESSES: dict[str, Press] = {
    "f": dialogue.press,
    "h": welcome.home,
    "c": welcome.choose_commune,
    "l": languages.choose_language,
    "lk": linking.answer,
    "lu": linking.ask_to_take_apart,
    "luy": linking.take_apart,
    "lp": preferences.prefer,
    "t": lookup.show_state,
    "ta": case_files.add_more,
    "pi": intake.insist,
    "n": hand_in.hand_in,
    "v": versions.show,
    "vf": versions.send_file,
    "x": extensions.ask_extension,
    "xd": extensions.decide,
    "bx": board_views.view_reports,
    "bd": board_views.send_paper,
    "dh": punctuality.send_paper,
    "sv": review.open_report,
    "rv": review.approve,
    "rt": review.send_back,
    "me": exemptions.owes_again,
    "th": consolidation.consolidate_one,
    "tz": consolidation.send_files,
    "tg": onward.sent_onward,
    "ud": units.change_unit,
    "dx": requests.cancel,
    "nh": remind_all.choose,
    "nhs": remind_all.remind,
    "ph": phone.take_away,
    "d": difficulties.answer_button,
    "o": opinions.give_opinion,
    "q": triage.open_case,
    "qp": queue.next_page,
    "hs": hot_spots.answer,
    "tk": statistics.send_paper,
    "p": triage.press,
    "pu": triage.press_unit,
    "ig": invitations.invite_group,
    "iu": invite_unit.invite_unit,
    "va": absence.answer,
    "ve": absence.come_back,
    "vn": absence.another,
    "bi": handover.take_item,
    "bc": handover.cancel,
    "bn": handover.another,
    "bf": handover.force,
    "lf": feeds.change_address,
}
"""What stands before the first colon of a button's action → who carries it out. Each asks for permission itself:
a button may be forged, or pressed after its presser's role has ended."""
