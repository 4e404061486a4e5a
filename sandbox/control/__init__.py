"""The control API under /_sandbox/: acting as people, reading chats, moving the clock, ordering faults."""
