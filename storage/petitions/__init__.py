"""Citizens' petitions, their clocks and files, and what officers do with them."""
