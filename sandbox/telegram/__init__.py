"""The Telegram side: the Bot API as its server behaves, over a world in memory."""
