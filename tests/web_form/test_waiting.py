"""What waits on the page: nothing rings there, officers know it, and a draft that nobody comes back to is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from tests.web_form.conftest import HERE, Site

STORY = "Đèn đường ngõ 3 thôn Trà Phương hỏng đã 5 hôm, xin sửa giúp."
AGREE = "Đồng ý và gửi"
JPEG = b"\xff\xd8\xff\xe0" + b"a picture of the lamp"
A_WEEK = timedelta(days=7)


async def test_officers_know_that_nothing_reaches_the_sender_by_itself(site: Site) -> None:
    officer, citizen = await site.visit(), await site.visit()
    await site.appoint(officer, Role.OFFICER)
    await citizen.send(STORY)
    receipt = await citizen.press(AGREE)
    assert "Tin không tự đến máy của ông/bà" in receipt.said

    await officer.hears(f"Người gửi chỉ xem được khi tra cứu mã {receipt.code}")
    taken = await officer.send(f"/nhan {receipt.code}")
    assert "Đồng chí đã nhận" in taken.said
    answered = await officer.send(f"/traloi {receipt.code} Mai thợ đến sửa.")
    assert f"Đã trả lời hồ sơ {receipt.code}.\n🔎 Người gửi chỉ xem được" in answered.said
    assert "gọi điện" not in answered.said and "liên hệ" not in answered.said
    site.clock.move_to(site.clock.now() + timedelta(seconds=site.app.world.habits.closing.answer_waits_seconds))
    await citizen.hears("Mai thợ đến sửa")


async def test_nobody_is_registered_for_work_where_no_reminder_comes(site: Site) -> None:
    app, account = site.app, ("web", HERE)
    member = Member(HERE, app.world.plans[HERE].petitions.office, Role.OFFICER)
    async with app.database.transaction() as memory:
        invited = invite_one(app.world, memory, account, member, site.clock.now(), group=False, by=None)
    browser = await site.visit()
    assert "Ở đây không nhận được lời nhắc" in (await browser.send(invited.to_type)).said
    assert await site.rows("SELECT uses_left FROM invitations") == [(1,)]
    assert await site.rows("SELECT count(*) FROM memberships") == [(0,)]


async def test_a_draft_is_there_after_a_week_and_then_forgotten(
    site: Site, remembered: Callable[[str], bool]
) -> None:
    browser = await site.visit()
    await browser.send(STORY, ("đèn.jpg", JPEG))
    site.clock.move_to(site.clock.now() + A_WEEK)
    await site.tidy()
    assert STORY in (await browser.open()).said

    keep = timedelta(days=site.app.world.habits.drafts.keep_days)
    assert keep > A_WEEK
    site.clock.move_to(site.clock.now() + keep - A_WEEK + timedelta(hours=1))
    await site.tidy()
    assert STORY not in (await browser.open()).said
    assert await site.rows("SELECT count(*) FROM dialogs") == [(0,)]
    assert await site.rows("SELECT count(*) FROM web_messages") == [(0,)]
    assert not remembered("a picture of the lamp")


async def test_what_was_filed_stays_when_drafts_go(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    code = (await browser.press(AGREE)).code
    site.clock.move_to(site.clock.now() + timedelta(days=site.app.world.habits.drafts.keep_days + 1))
    await site.tidy()
    assert (await browser.open()).code == code
