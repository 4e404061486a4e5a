-- What the queue is asked for besides what is open: petitions set apart as part of a flood, the nearest deadline first.
CREATE INDEX petitions_set_apart ON petitions (commune, office, due_at, id) WHERE status = 'held';
