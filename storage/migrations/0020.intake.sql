-- Open phản ánh of one field, and of one hamlet, the newest first: what a new one is compared with before it is filed.
CREATE INDEX petitions_alike_field ON petitions (commune, field, received_at)
    WHERE open = 1 AND kind = 'feedback' AND restricted = 0;
CREATE INDEX petitions_alike_hamlet ON petitions (commune, hamlet, received_at)
    WHERE open = 1 AND kind = 'feedback' AND restricted = 0 AND hamlet <> '';
