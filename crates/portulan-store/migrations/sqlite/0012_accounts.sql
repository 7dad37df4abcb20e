-- A change of a user names the revision that its author saw, so that two changes never undo one another.
ALTER TABLE user ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
