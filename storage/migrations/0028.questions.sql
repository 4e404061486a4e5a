-- Whether a question can have been seen is asked whenever somebody answers it by words.

CREATE INDEX outbox_card ON outbox (card) WHERE card <> '';
