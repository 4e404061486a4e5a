"""Zalo's Bot Platform: https://docs.zaloplatforms.com/docs/BOT/"""
