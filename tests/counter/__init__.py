"""What officers take down for people without a chat, and the papers of it."""
