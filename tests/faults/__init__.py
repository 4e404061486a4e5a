"""Faults: processes killed, started on bad ground, cut off from the network."""
