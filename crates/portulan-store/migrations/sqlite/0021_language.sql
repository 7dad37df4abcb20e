-- The first language of the authority, by whose names lists are sorted.
ALTER TABLE derivation ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- Tasks of a month.
CREATE INDEX task_due ON task (due);
