"""Numbers that are nobody's business: what in somebody's words is covered before many read them.

Covered are one-time codes, card numbers (those whose Luhn digit fits), numbers of identity papers (12 digits, or the 9
of the old ones), bank accounts that are called so, and, where asked, telephone numbers up to their last three digits
(Luật 91/2025/QH15: identity papers and bank data are sensitive). Prices, dates, documents' numbers and our codes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.language.phones import read_phone
from domain.language.text import Gap, Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Message

COVER = "•"
_KEPT_OF_PHONE = 3
_UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff"  # signs without width, with which digits are told apart only by machines
)
_GAP = rf"[ .\-–{_UNSEEN}]"
_STRETCH = re.compile(rf"(?<![\d{COVER}])\+?\d+(?:{_GAP}{{1,2}}\d+)*")
_GROUP = re.compile(r"\+?\d+")
_PART = (re.compile(r"\d[/,\-]$"), re.compile(r"[/,]\d"))
"""Before and behind a part of a date, a fraction, a code, a house's or a parcel's number."""
_MONEY = re.compile(r"\s*(?:d|dong|vnd|k|nghin|ngan|trieu|tr|ty|ti|usd)\b|\s*[₫$€]", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"\d{4}[.\- ]\d{1,2}[.\- ]\d{1,2}|\d{1,2}[.\- ]\d{1,2}[.\- ](?:\d{4}|\d{2})")
_PHONE = re.compile(r"(?:0|\+?84)(?:[35789]\d{8}|2\d{9})")
_PHONE_GROUPS = 11  # at most: digit by digit
_PAPER = 12  # digits
_LONG = 10  # digits that are no part of another number
_PAPER_GROUPS = {(12,), (9,), (3, 3, 3, 3), (4, 4, 4), (3, 3, 6), (3, 3, 3), (3, 6), (6, 6), (3, 9)}
_CARD_GROUPS = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (6, 13), (4, 4, 4, 1)}
_SECRET = re.compile(
    r"\b(?:otp|ma xac (?:thuc|nhan|minh)|ma bao mat|ma pin|pin|cvv|cvc|mat khau|password|passcode|"
    r"verification code|security code)\b[^\d\n]{0,25}$"
)
_ACCOUNT = re.compile(
    r"\b(?:stk|so tk|tk|so tai khoan|tai khoan|account|acc|vietcombank|vcb|agribank|bidv|vietinbank|techcombank|tcb|"
    r"mbbank|mb bank|vpbank|acb|sacombank|tpbank|vib|shb|momo)\b[^\d\n]{0,30}$"
)
_OTP, _ACCOUNT_DIGITS, _CARD = (4, 8), (6, 19), (13, 19)
_CALLS_IT = frozenset(
    ("sdt", "dt", "dd", "tel", "phone", "zalo", "cccd", "cmnd", "cmt", "stk", "tk", "otp", "pin")
)
"""Words that people write without a blank before the number they announce."""
_WORD = re.compile(r"[^\W\d_]+$")
_AROUND = 60  # characters in which a number is called what it is

_PAPERS = re.compile(
    r"\b(?:can cuoc|cccd|cmnd|cmt|chung minh (?:nhan dan|thu)|the ngan hang|the atm|so tai khoan|ma otp|ho chieu|"
    r"id card|passport|bank card)\b"
)
_CAPTION = 8  # words under a picture that say what is on it

_WORDS_OF_PEOPLE = frozenset(
    {"words", "place", "story", "text", "reason", "why", "where", "done", "name", "sender"}
)
"""The gaps of texts in which somebody's own words stand."""


def mask(words: str, *, phones: bool = False) -> str:
    """The words with such numbers covered; telephone numbers only where `phones`."""
    shown, at = [], 0
    for start, end in _numbers(words):
        shown += [words[at:start], _covered(words, start, end, phones=phones)]
        at = end
    return "".join((*shown, words[at:]))


def beginning(words: str, most: int) -> str:
    """The first `most` characters at most, "…" behind them where more follows. A number is never cut through: of half
    a number nobody could tell that it is to be covered."""
    if len(words) <= most:
        return words
    within = words[: most + _AROUND]
    cut = next((start for start, end in _numbers(within) if start < most < end), most)
    return words[:cut].rstrip() + "…"


def has_numbers(words: str) -> bool:
    """Whether something in the words is to be covered from whoever reads them."""
    return mask(words) != words


def phones_in(words: str) -> Iterator[str]:
    """The telephone numbers that somebody wrote, as `read_phone` keeps them; not those of accounts."""
    for start, end in _numbers(words):
        called = fold(words[max(0, start - _AROUND) : start])
        if _is_phone(words[start:end]) and not _ACCOUNT.search(called):
            yield read_phone(_digits(words[start:end])) or ""


def shows_papers(caption: str) -> bool:
    """Whether the words under a picture say that it shows somebody's identity papers or bank card."""
    return len(caption.split()) <= _CAPTION and bool(_PAPERS.search(fold(caption)))


def for_many(message: Message) -> Message:
    """The message as a group may see it: people's own words, and the names of their files."""
    attachments = tuple(_named_alike(attachment) for attachment in message.attachments)
    return replace(message, text=_text(message.text), attachments=attachments)


def _named_alike(attachment: Attachment) -> Attachment:
    return replace(attachment, name=mask(attachment.name, phones=True))


def _text(text: Text) -> Text:
    return Text(text.key, **{name: _gap(name, gap) for name, gap in text.gaps.items()})


def _gap(name: str, gap: Gap) -> Gap:
    match gap:
        case str() if name in _WORDS_OF_PEOPLE:
            return mask(gap, phones=True)
        case Text():
            return _text(gap)
        case tuple():
            return tuple(_text(one) for one in gap)
        case _:
            return gap


def _numbers(words: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends. Digits with mere gaps between them are one number, or several side by side."""
    for stretch in _STRETCH.finditer(words):
        start, end = stretch.span()
        if _is_secret(stretch[0], fold(words[max(0, start - _AROUND) : start])):
            yield start, end
        else:
            yield from _side_by_side(words, [group.span() for group in _GROUP.finditer(words, start, end)])


def _side_by_side(words: str, groups: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Telephone numbers and those of identity papers by themselves, and what is left between them."""
    begun = at = 0
    while at < len(groups):
        behind = _one_from(words, groups, at)
        if behind == at:
            at += 1
            continue
        if begun < at:
            yield groups[begun][0], groups[at - 1][1]
        yield groups[at][0], groups[behind - 1][1]
        begun = at = behind
    if begun < len(groups):
        yield groups[begun][0], groups[-1][1]


def _one_from(words: str, groups: Sequence[tuple[int, int]], at: int) -> int:
    """The group behind the telephone number, or the paper's, that begins with this group; `at` where none does."""
    start, first = groups[at][0], words[groups[at][0] : groups[at][1]]
    if len(_digits(first)) == _PAPER:
        return at + 1
    if _digits(first)[0] not in "08":
        return at
    for behind in range(min(len(groups), at + _PHONE_GROUPS), at, -1):
        run = words[start : groups[behind - 1][1]]
        if _is_phone(run) and _is_grouped_phone(_groups(run)):
            return behind
    return at


def _covered(words: str, start: int, end: int, *, phones: bool) -> str:
    run, before, behind = words[start:end], words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    if _stands_in_code(before, behind) or (len(_digits(run)) < _LONG and _is_part(before, behind)):
        return run
    called = fold(before)
    if _is_phone(run):
        return _cover(run, _KEPT_OF_PHONE) if phones and not _ACCOUNT.search(called) else _account(run, called)
    if _is_money(run, behind) or _DATE.fullmatch(run):
        return run
    return _cover(run, 0) if _is_secret(run, called) else run


def _account(run: str, called: str) -> str:
    return _cover(run, 0) if _ACCOUNT.search(called) else run


def _is_secret(run: str, called: str) -> bool:
    digits, groups = _digits(run), _groups(run)
    if groups in _PAPER_GROUPS or (_within(digits, _CARD) and _is_grouped_card(groups) and _luhn(digits)):
        return True
    named = {_SECRET: _OTP, _ACCOUNT: _ACCOUNT_DIGITS}
    return any(_within(digits, length) and name.search(called) for name, length in named.items())


def _is_grouped_card(groups: tuple[int, ...]) -> bool:
    return len(groups) == 1 or groups in _CARD_GROUPS


def _is_phone(run: str) -> bool:
    bare = re.sub(_GAP, "", run)
    return bool(_PHONE.fullmatch("+" + _digits(run) if bare.startswith("+") else _digits(run)))


def _is_grouped_phone(groups: tuple[int, ...]) -> bool:
    """Not the end of a date and what follows it: "03 2026 1234"."""
    return groups[0] > 2 or max(groups) <= 2 or groups[0] == groups[1] == 2


def _is_part(before: str, behind: str) -> bool:
    return bool(_PART[0].search(before) or _PART[1].match(behind))


def _is_money(run: str, behind: str) -> bool:
    return bool(_THOUSANDS.fullmatch(run)) or bool(_MONEY.match(fold(behind)))


def _stands_in_code(before: str, behind: str) -> bool:
    """Within a code or a document's number: letters touch it, by themselves or across a dash or a slash."""
    left, right = before[-1:], behind[:1]
    word = _WORD.search(before)
    if (word and fold(word[0]) not in _CALLS_IT) or (right.isalpha() and right.isupper()):
        return True
    return (left in "-/" and before[-2:-1].isalpha()) or (right in "-/" and behind[1:2].isalpha())


def _digits(run: str) -> str:
    """As 0–9, whatever script they are of."""
    return "".join(str(int(char)) for char in run if char.isdigit() and char.isdecimal())


def _groups(run: str) -> tuple[int, ...]:
    parts = re.split(r"[ .\-–]+", run.lstrip("+"))
    return tuple(len(_digits(part)) for part in parts)


def _within(digits: str, length: tuple[int, int]) -> bool:
    return length[0] <= len(digits) <= length[1]


def _luhn(digits: str) -> bool:
    """The check of card numbers (ISO/IEC 7812-1)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[::-2])) % 10 == 0


def _cover(run: str, kept: int) -> str:
    """Every digit but the last `kept`; what stands between them stays."""
    left = sum(char.isdecimal() for char in run) - kept
    shown = []
    for char in run:
        covered = char.isdecimal() and left > 0
        left -= char.isdecimal()
        shown.append(COVER if covered else char)
    return "".join(shown)
