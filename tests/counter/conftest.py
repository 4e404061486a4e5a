"""A database of its own for every test."""

from __future__ import annotations

from tests.board.conftest import database

__all__ = ("database",)
