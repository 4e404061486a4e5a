"""A stand-in for Zalo: the Bot Platform and the Official Account OpenAPI, with the people who write to both."""
