"""The web form: a page for each commune as one more channel, in plain HTML without scripts."""
