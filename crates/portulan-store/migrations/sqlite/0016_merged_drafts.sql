-- The revision from which a draft was merged with another user's changes: its conflicts are found again when it is opened.
ALTER TABLE draft ADD COLUMN merged_from INTEGER;
