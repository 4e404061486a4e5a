"""The demo: the whole bot beside the sandbox in one process, with people of every commune and a movable clock."""
