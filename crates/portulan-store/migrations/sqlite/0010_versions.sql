-- What was published when, told without reading what was published.
CREATE INDEX revision_state ON revision (record, state, made, slug);
