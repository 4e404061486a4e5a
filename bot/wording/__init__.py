"""Holding the catalogues and the code to each other: see `nhipdan words check`."""
