"""The book of commands and buttons: which handler carries out what. Vietnamese names, without accents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.clocks.time_limit_words import is_time_limit
from domain.language.text import Text
from domain.people.roles import Can
from handlers import dialogue, languages, welcome, working_calendar
from handlers.clocks import remote, time_limits
from handlers.commands import Command, CommandBook
from handlers.figures import finding, hot_spots, registers, statistics
from handlers.office import (
    canned,
    card_presses,
    case_topics,
    counter,
    findings,
    held,
    macros,
    opinions,
    parting,
    passing_on,
    queue,
    queue_filters,
    rulings,
    sorting,
    triage,
    undo,
)
from handlers.people import (
    absence,
    commune_link,
    handover,
    hours,
    invitations,
    invite_unit,
    linking,
    phone,
    preferences,
    registration,
    units,
)
from handlers.petitions import alike, bans, case_files, claiming, intake, lookup, own_case, rating
from handlers.reports import (
    board,
    board_views,
    consolidation,
    dates,
    deadlines,
    difficulties,
    exemptions,
    extensions,
    feeds,
    hand_in,
    locks,
    onward,
    punctuality,
    remind_all,
    requests,
    review,
    steps,
    versions,
)
from handlers.rights import menu as rights
from handlers.rights import rights_desk
from handlers.turn import Turn
from handlers.vault import giving_back, protection, vault_clocks, vault_form, vault_readers
from handlers.vault import sealed as vault


def _command(
    name: str,
    run: Callable[[Turn, str], Awaitable[None]],
    needs: Can | None = None,
    *aliases: str,
    in_menu: bool = True,
    carries: Callable[[str], bool] | None = None,
    way_out: bool = False,
    takes_files: bool = False,
    plain: Callable[[str], bool] | None = None,
) -> Command:
    return Command(
        name, run, Text(f"command.{name}"), needs, aliases, in_menu, carries, way_out, takes_files, plain
    )


def _rarer(
    name: str, run: Callable[[Turn, str], Awaitable[None]], *aliases: str, takes_files: bool = False
) -> Command:
    """What officers do now and then: offered by the card, not in everybody's menu."""
    return _command(name, run, Can.TRIAGE, *aliases, in_menu=False, takes_files=takes_files)


_PETITION = ("gui", "guiykien", "kiennghi", "feedback", "petition")
_CANCELS = ("huybo", "huydi", "huynhe", "thoi", "cancel")
_TO_THE_BEGINNING = ("vedau", "quayvedau", "batdau", "batdaulai", "trangchu", "start", "home")
_GREETINGS = ("xinchao", "chaoban", "alo", "hello", "hi", "quaylai", "trolai", "back")
"""Going back where no form is open leads to the beginning, too."""

COMMANDS = CommandBook(
    (
        _command("phananh", intake.write_petition, None, *_PETITION, takes_files=True),
        _command("tracuu", lookup.look_up, None, "tra", "status"),
        _command("rut", own_case.withdraw, None, "rutykien", "rutphananh", "withdraw", in_menu=False),
        _command("xa", welcome.change_commune, None, "phuong", "doixa", "doixaphuong", "commune"),
        _command("trogiup", welcome.help_, None, "help", "giup", "giupdo", "giuptoi", "huongdan", way_out=True),
        _command("ngonngu", languages.choose_language, None, "language", "lang"),
        _command("toi", welcome.who_am_i, None, "me", "whoami"),
        _command("huy", protection.give_up, None, *_CANCELS, in_menu=False, way_out=True),
        _command("quyen", rights.show, None, "quyencuatoi", "dulieu", "privacy"),
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
        _command("thahang", held.release, Can.TRIAGE, "release", "giulai"),
        _command("thurac", held.spam, Can.TRIAGE, "spam", in_menu=False),
        _command("quyenyeucau", rights_desk.list_open, Can.GUARD, "datarequests"),
        _command("duyetquyen", rights_desk.approve, Can.GUARD, in_menu=False),
        _command("tuchoiquyen", rights_desk.refuse, Can.GUARD, in_menu=False),
        _command("giahanquyen", rights_desk.extend, Can.GUARD, in_menu=False),
        _command("chan", bans.ban, Can.GUARD),
        _command("bochan", bans.lift, Can.GUARD, "unban", in_menu=False),
        _command("dschan", bans.list_all, Can.GUARD, "bans", in_menu=False),
        _command("hangdoi", queue.show_queue, Can.SEE_QUEUE, "queue", "hd", plain=bool),
        _command("tim", finding.find, Can.SEE_QUEUE, "timkiem", "find", "search", plain=finding.is_sought),
        _command("xem", triage.open_case, Can.SEE_QUEUE, "mo", "view"),
        _command("nhap", counter.take_down, Can.TRIAGE, "nhapdon", "ghinhan", plain=counter.is_line),
        _command("phieu", counter.print_receipt, Can.TRIAGE, "inphieu", "receipt"),
        _command("so", registers.export, Can.TRIAGE, "registers", carries=registers.is_named),
        _command("nhan", triage.take, Can.TRIAGE, "take"),
        _rarer("giao", passing_on.assign, "giaoviec", "phancong", "assign"),
        _command("chuyen", passing_on.forward, Can.TRIAGE, "forward"),
        _rarer("chuyendi", passing_on.refer, "chuyencoquan", "chuyencoquankhac", "refer"),
        _command("hoi", triage.ask, Can.TRIAGE, "hoilai", "ask"),
        _command("traloi", canned.answer, Can.TRIAGE, "tl", "answer", "reply"),
        _rarer("dinhkem", triage.attach, "kem", "kemtep", "attach", takes_files=True),
        _rarer("phanloai", sorting.reclassify, "phanloailai", "classify"),
        _rarer("tach", parting.split, "tachdon", "split"),
        _rarer("gop", parting.join, "gopdon", "merge"),
        _rarer("uutien", sorting.urgent, "urgent"),
        _rarer("codau", sorting.flag, "gandau", "danhdau", "flag"),
        _rarer("songuoi", sorting.people, "people"),
        _rarer("vaoso", findings.note_down, "ghiso", "notedown"),
        _rarer("giahan", rulings.extend, "keodai", "extend"),
        _rarer("nhandon", rulings.register, "nhandongoc", "register"),
        _rarer("thuly", rulings.accept, "accept"),
        _rarer("khongthuly", rulings.decline, "decline"),
        _rarer("quyetdinh", rulings.decide, "raquyetdinh", "decide"),
        _rarer("tamdinhchi", rulings.suspend, "suspend"),
        _rarer("rutdon", rulings.withdraw, "nhandonrut"),
        _rarer("tieptuc", triage.resume, "tieptucgiaiquyet", "resume"),
        _rarer("tradon", triage.give_back, "tralaidon", "giveback"),
        _rarer("luudon", triage.keep, "keep"),
        _rarer("kiemtra", triage.inspect, "inspect"),
        _command("dong", triage.close, Can.TRIAGE, "close", "ketthuc"),
        _command("huongdan", triage.guide, Can.TRIAGE, "guide"),
        _command("khongxuly", triage.reject, Can.TRIAGE, "reject"),
        _command("molai", triage.reopen, Can.TRIAGE, "reopen"),
        _command("ghichu", triage.note, Can.TRIAGE, "note"),
        _command(
            "thongke", statistics.say_statistics, None, "thongkeykien", "statistics", plain=statistics.is_span
        ),
        _command("hoantac", undo.undo, Can.TRIAGE, "undo"),
        _command("mau", canned.keep_answers, Can.TRIAGE, "mautraloi", "canned"),
        _command("lenh", macros.order, Can.TRIAGE, "lenhgop", "macro", plain=macros.names_case),
        _command("vungxa", remote.decide, Can.TRIAGE, "remote", in_menu=False),
        _command("thoihan", time_limits.time_limits, Can.KEEP_CLOCKS, "timelimits", carries=is_time_limit),
        _command("niemphong", vault.sealed_records, Can.OPEN_SEALED, "ketniemphong", "vault", in_menu=False),
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
    "tc": own_case.correct,
    "ti": own_case.ask_again,
    "tw": own_case.withdraw,
    "tf": alike.unfollow,
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
    "qs": queue.show_filtered,
    "qf": queue_filters.choose_filter,
    "p": card_presses.press,
    "pu": passing_on.press_unit,
    "pg": passing_on.press_officer,
    "pk": sorting.press_class,
    "pf": sorting.press_flag,
    "tp": finding.next_page,
    "ci": counter.insist,
    "cn": claiming.claim,
    "so": registers.press,
    "hu": undo.press,
    "hl": macros.press,
    "dk": findings.press,
    "kq": rating.press,
    "vx": remote.press,
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
    "nk": protection.keep,
    "nx": protection.erase,
    "nd": vault_form.fill_in,
    "no": vault.ask_reason,
    "nf": vault.ask_reason_for_all,
    "nl": vault.show_log,
    "ng": vault.guided,
    "nt": vault_form.register,
    "nc": vault_clocks.show,
    "nv": vault_clocks.do,
    "nb": vault.ask_reason_to_give_back,
    "ne": giving_back.erase_own,
    "nr": vault_readers.show,
    "np": vault_readers.press_name,
    "nu": vault_readers.press_remove,
    "y": rights.press,
    "gl": held.press,
    "bo": bans.press,
}
"""What stands before the first colon of a button's action → who carries it out. Each asks for permission itself:
a button may be forged, or pressed after its presser's role has ended."""
