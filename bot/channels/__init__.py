"""Thin adapters to the messengers. Every `import telegram` in the project is in this folder."""
