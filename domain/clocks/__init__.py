"""The law's clocks: how long each step of a petition may take, and when somebody is warned."""
