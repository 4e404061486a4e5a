"""Numbers that are nobody's business: what in somebody's words is covered before many read them.

Covered are one-time codes, card numbers (those whose Luhn digit fits), numbers of identity papers (12 digits, or the 9
of the old ones), bank accounts that are called so, and, where asked, telephone numbers up to their last three digits
(Luật 91/2025/QH15: identity papers and bank data are sensitive). Prices, dates, documents' numbers and our codes stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.language.text import Gap, Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Message

COVER = "•"
_KEPT_OF_PHONE = 3
_UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff"  # signs without width, with which digits are told apart only by machines
)
_GAP = rf"[ .\-–{_UNSEEN}]"
_RUN = re.compile(rf"(?<!\d)(?<!\d[/,])\+?\d(?:{_GAP}{{0,2}}\d)*(?!\d)(?![/,]\d)")
_MONEY = re.compile(r"\s*(?:d|dong|vnd|k|nghin|ngan|trieu|tr|ty|ti|usd)\b|\s*[₫$€]", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"\d{4}[.\- ]\d{1,2}[.\- ]\d{1,2}|\d{1,2}[.\- ]\d{1,2}[.\- ](?:\d{4}|\d{2})")
_PHONE = re.compile(r"(?:0|\+?84)(?:[35789]\d{8}|2\d{9})")
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
    return _RUN.sub(lambda found: _covered(words, found, phones=phones), words)


def has_numbers(words: str) -> bool:
    """Whether something in the words is to be covered from whoever reads them."""
    return mask(words) != words


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


def _covered(words: str, found: re.Match[str], *, phones: bool) -> str:
    run, before = found[0], words[max(0, found.start() - _AROUND) : found.start()]
    behind = words[found.end() : found.end() + _AROUND]
    if _stands_in_code(before, behind):
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


def _is_money(run: str, behind: str) -> bool:
    return bool(_THOUSANDS.fullmatch(run)) or bool(_MONEY.match(fold(behind)))


def _stands_in_code(before: str, behind: str) -> bool:
    """Within a code or a document's number: letters touch it, by themselves or across a dash or a slash."""
    left, right = before[-1:], behind[:1]
    if left.isalpha() or (right.isalpha() and right.isupper()):
        return True
    return (left in "-/" and before[-2:-1].isalnum()) or (right in "-/" and behind[1:2].isalpha())


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
