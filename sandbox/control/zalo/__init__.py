"""The control API's half under /_sandbox/zalo/: acting as people in Zalo, turning what its servers do."""
