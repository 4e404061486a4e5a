"""Hướng xử lý: what the office decided to do with what came in (Thông tư 05/2021/TT-TTCP; Luật Tố cáo Đ25)."""

from __future__ import annotations

from enum import StrEnum

from domain.petitions.lifecycle import Action, PetitionKind


class Outcome(StrEnum):
    ACCEPTED = "thu_ly"
    GUIDED = "huong_dan"
    REFERRED = "chuyen_don"
    RETURNED = "tra_lai"
    SPLIT = "tach_noi_dung"
    KEPT = "luu_don"
    JOINED = "nhap_ho_so_dang_giai_quyet"
    NOT_DEALT_WITH = "khong_xu_ly"  # Luật Tố cáo Đ25.1
    INSPECTED = "kiem_tra"  # Luật Tố cáo Đ25.2
    TO_THE_PORTAL = "chuyen_pakn_qdhc"
    DECLINED = "khong_thu_ly"


_OUTCOMES = {
    Action.ACCEPT: Outcome.ACCEPTED,
    Action.DECLINE: Outcome.DECLINED,
    Action.GUIDE: Outcome.GUIDED,
    Action.REFER: Outcome.REFERRED,
    Action.RETURN: Outcome.RETURNED,
    Action.SPLIT: Outcome.SPLIT,
    Action.KEEP: Outcome.KEPT,
    Action.JOIN: Outcome.JOINED,
    Action.REJECT: Outcome.NOT_DEALT_WITH,
    Action.INSPECT: Outcome.INSPECTED,
}


def outcome_of(action: Action, kind: PetitionKind) -> Outcome | None:
    """What an action decides; None where it decides nothing."""
    if kind is PetitionKind.REGULATION and action in (Action.GUIDE, Action.REFER):
        return Outcome.TO_THE_PORTAL
    return _OUTCOMES.get(action)
