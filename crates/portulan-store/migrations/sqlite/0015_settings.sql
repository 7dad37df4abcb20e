-- What belongs to a user goes with the user.

-- The digest of the address of the user's calendar; NULL if there is none.
ALTER TABLE user ADD COLUMN calendar TEXT;
UPDATE user SET calendar =
    (SELECT nullif(s.value, '') FROM setting s WHERE s.key = 'calendar ' || user.id);
DELETE FROM setting WHERE key LIKE 'calendar %';

-- Identities at the identity provider, by the digest of issuer and subject, and the users that they sign in.
CREATE TABLE sso_identity (
    digest TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX sso_identity_user ON sso_identity (user);
INSERT INTO sso_identity (digest, user)
    SELECT substr(s.key, 5), s.value FROM setting s JOIN user u ON u.id = s.value WHERE s.key LIKE 'sso %';
DELETE FROM setting WHERE key LIKE 'sso %';
