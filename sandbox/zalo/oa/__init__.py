"""Zalo's Official Account OpenAPI and its OAuth: https://developers.zalo.me/docs"""
