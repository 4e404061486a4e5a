"""The Zalo Bot Platform: a bot in Zalo's own messenger, by a token. Texts both ways, pictures by address."""
