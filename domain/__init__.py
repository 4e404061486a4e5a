"""The rules. Pure: no await, no clock, no SQL, no finished sentence."""
