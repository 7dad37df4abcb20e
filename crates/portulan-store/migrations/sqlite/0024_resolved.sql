-- Comments are resolved and opened again.

-- The time at which the comment was resolved; NULL while it is open.
ALTER TABLE comment ADD COLUMN resolved INTEGER;
-- The name of the user who resolved it.
ALTER TABLE comment ADD COLUMN resolver TEXT NOT NULL DEFAULT '';
