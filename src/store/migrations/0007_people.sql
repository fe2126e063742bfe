-- How to reach a client, what they agreed to, what they said before they said otherwise, and what the therapist has gone
-- into. Dates of birth are ISO, empty where nobody said.

ALTER TABLE clients ADD COLUMN birth TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN emergency_name TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN emergency_phone TEXT NOT NULL DEFAULT '';

ALTER TABLE marks ADD COLUMN addressed INTEGER NOT NULL DEFAULT 0 CHECK (addressed IN (0, 1));

-- Words as they were shown, so that a later edition of the text changes nothing here.
CREATE TABLE consents (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id),
    text TEXT NOT NULL CHECK (text <> ''),
    version TEXT NOT NULL,
    words TEXT NOT NULL CHECK (words <> ''),
    given_by TEXT NOT NULL CHECK (given_by <> ''),
    given INTEGER NOT NULL,
    withdrawn INTEGER
) STRICT;

CREATE INDEX consents_by_client ON consents (client_id);

-- `recorded` tells two of one subject apart; `until` is when something else was said.
CREATE TABLE former_facts (
    client_id TEXT NOT NULL REFERENCES clients (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    until INTEGER NOT NULL,
    value TEXT NOT NULL,
    places TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (client_id, kind, subject, recorded)
) STRICT;

CREATE TABLE client_photos (
    client_id TEXT NOT NULL PRIMARY KEY REFERENCES clients (id),
    png BLOB NOT NULL
) STRICT;

-- A practice's own words, put into notes with one click.
CREATE TABLE note_phrases (
    part TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (part, position)
) STRICT;
