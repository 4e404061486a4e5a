"""Sheets, drafts and charts, made of what is remembered at the moment they are sent."""
