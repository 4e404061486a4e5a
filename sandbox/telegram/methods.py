"""The table of methods: what each needs, what it may be given, how it counts. One row, one method.

Source: https://core.telegram.org/bots/api#available-methods. Names are compared without regard to case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.telegram.limits import Pace
from sandbox.telegram.parameters import (
    Reader,
    boolean,
    chat_id,
    file,
    integer,
    json_array,
    json_object,
    number,
    one_of,
    string,
    unsupported,
)


@dataclass(frozen=True, slots=True)
class Method:
    needs: Mapping[str, Reader] = field(default_factory=dict)
    may: Mapping[str, Reader] = field(default_factory=dict)
    pace: Pace = Pace.FREE
    supported: bool = True


TEXT = string(4096, too_long="message is too long", empty="message text is empty")
CAPTION = string(1024, too_long="message caption is too long")
TOPIC_NAME = string(128, too_long="topic name is too long", empty="TOPIC_NAME_EMPTY")
ACTION = one_of(
    *["typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"],
    *["choose_sticker", "find_location", "record_video_note", "upload_video_note"],
    otherwise="wrong parameter action in request",
)

CHAT = {"chat_id": chat_id}
ONE_MESSAGE = CHAT | {"message_id": integer}
TOPIC = CHAT | {"message_thread_id": integer}
MARKUP = {"reply_markup": json_object}
BODY = {
    "entities": json_array,
    "parse_mode": string(),
    "link_preview_options": json_object,
    "disable_web_page_preview": boolean,
}
CAPTIONED = {"caption": CAPTION, "caption_entities": json_array, "parse_mode": string()}
BUSINESS = {"business_connection_id": unsupported}
PLACED = {"message_thread_id": integer, "disable_notification": boolean, "protect_content": boolean}
FORWARDED = PLACED | {
    "message_effect_id": string(),
    "direct_messages_topic_id": unsupported,
    "suggested_post_parameters": unsupported,
    "video_start_timestamp": integer,
}
REPLYING = {
    "reply_parameters": json_object,
    "reply_to_message_id": integer,
    "allow_sending_without_reply": boolean,
    "allow_paid_broadcast": boolean,
}
GROUPED = PLACED | REPLYING | BUSINESS | {"message_effect_id": string(), "direct_messages_topic_id": unsupported}
EPHEMERAL = {
    "ephemeral_message_parameters": unsupported,
    "receiver_user_id": unsupported,
    "callback_query_id": unsupported,
}
SENT = GROUPED | EPHEMERAL | MARKUP | {"suggested_post_parameters": unsupported}
MEDIA = SENT | CAPTIONED
LOOK = {"has_spoiler": boolean, "show_caption_above_media": boolean}
MOVING = {
    "thumbnail": file,
    "cover": file,
    "duration": integer,
    "width": integer,
    "height": integer,
    "supports_streaming": boolean,
    "start_timestamp": integer,
}
EDITED = BUSINESS | MARKUP | {"chat_id": chat_id, "message_id": integer, "inline_message_id": unsupported}
LANGUAGE = {"language_code": string(2)}
SCOPE = LANGUAGE | {"scope": json_object}
SECRET = string(256, too_long="secret token is too long")

METHODS: dict[str, Method] = {
    # the bot itself, its updates
    "getMe": Method(),
    "logOut": Method(supported=False),
    "close": Method(supported=False),
    "getUpdates": Method(
        may={"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": json_array}
    ),
    "setWebhook": Method(
        needs={"url": string()},
        may={
            "certificate": file,
            "ip_address": string(),
            "max_connections": integer,
            "allowed_updates": json_array,
            "drop_pending_updates": boolean,
            "secret_token": SECRET,
        },
    ),
    "deleteWebhook": Method(may={"drop_pending_updates": boolean}),
    "getWebhookInfo": Method(),
    # saying
    "sendMessage": Method(CHAT | {"text": TEXT}, SENT | BODY, Pace.MESSAGE),
    "sendPhoto": Method(CHAT | {"photo": file}, MEDIA | LOOK, Pace.MESSAGE),
    "sendDocument": Method(
        CHAT | {"document": file},
        MEDIA | {"thumbnail": file, "disable_content_type_detection": boolean},
        Pace.MESSAGE,
    ),
    "sendVoice": Method(CHAT | {"voice": file}, MEDIA | {"duration": integer}, Pace.MESSAGE),
    "sendVideo": Method(CHAT | {"video": file}, MEDIA | LOOK | MOVING, Pace.MESSAGE),
    "sendLocation": Method(
        CHAT | {"latitude": number, "longitude": number},
        SENT
        | {
            "horizontal_accuracy": number,
            "live_period": unsupported,
            "heading": unsupported,
            "proximity_alert_radius": unsupported,
        },
        Pace.MESSAGE,
    ),
    "sendMediaGroup": Method(CHAT | {"media": json_array}, GROUPED, Pace.MESSAGE),
    "copyMessage": Method(
        ONE_MESSAGE | {"from_chat_id": chat_id},
        FORWARDED | REPLYING | MARKUP | CAPTIONED | {"show_caption_above_media": boolean},
        Pace.MESSAGE,
    ),
    "forwardMessage": Method(ONE_MESSAGE | {"from_chat_id": chat_id}, FORWARDED, Pace.MESSAGE),
    "sendChatAction": Method(CHAT | {"action": ACTION}, BUSINESS | {"message_thread_id": integer}),
    # changing what was said
    "editMessageText": Method({}, EDITED | BODY | {"text": TEXT, "rich_message": unsupported}, Pace.CHANGE),
    "editMessageCaption": Method({}, EDITED | CAPTIONED | {"show_caption_above_media": boolean}, Pace.CHANGE),
    "editMessageReplyMarkup": Method({}, EDITED, Pace.CHANGE),
    "deleteMessage": Method(ONE_MESSAGE),
    "setMessageReaction": Method(ONE_MESSAGE, {"reaction": json_array, "is_big": boolean}, Pace.CHANGE),
    "pinChatMessage": Method(ONE_MESSAGE, BUSINESS | {"disable_notification": boolean}, Pace.CHANGE),
    "unpinChatMessage": Method(CHAT, BUSINESS | {"message_id": integer}, Pace.CHANGE),
    "answerCallbackQuery": Method(
        {"callback_query_id": string()},
        {
            "text": string(200, too_long="MESSAGE_TOO_LONG"),
            "show_alert": boolean,
            "url": string(),
            "cache_time": integer,
        },
    ),
    "getFile": Method({"file_id": string()}),
    # the menu and the profile
    "setMyCommands": Method({"commands": json_array}, SCOPE),
    "getMyCommands": Method({}, SCOPE),
    "deleteMyCommands": Method({}, SCOPE),
    "setMyDescription": Method({}, LANGUAGE | {"description": string(512)}),
    "getMyDescription": Method({}, LANGUAGE),
    "setMyShortDescription": Method({}, LANGUAGE | {"short_description": string(120)}),
    "getMyShortDescription": Method({}, LANGUAGE),
    "setChatMenuButton": Method({}, {"chat_id": chat_id, "menu_button": json_object}),
    # chats, members, topics
    "getChat": Method(CHAT),
    "getChatMember": Method(CHAT | {"user_id": integer}),
    "leaveChat": Method(CHAT),
    "createForumTopic": Method(
        CHAT | {"name": TOPIC_NAME}, {"icon_color": integer, "icon_custom_emoji_id": string()}, Pace.MESSAGE
    ),
    "editForumTopic": Method(TOPIC, {"name": TOPIC_NAME, "icon_custom_emoji_id": string()}, Pace.CHANGE),
    "closeForumTopic": Method(TOPIC, {}, Pace.CHANGE),
    "reopenForumTopic": Method(TOPIC, {}, Pace.CHANGE),
    "deleteForumTopic": Method(TOPIC, {}, Pace.CHANGE),
}

CANONICAL = {name.lower(): name for name in METHODS}
