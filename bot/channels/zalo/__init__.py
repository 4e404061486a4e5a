"""What Zalo's two interfaces have in common: connections, media, failures."""
