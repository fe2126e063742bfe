-- What clients say before a visit: it waits here until the therapist has gone through it, and is part of no record. `answers`
-- is written and read by the program alone.

CREATE TABLE intakes (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    client_id TEXT REFERENCES clients (id), -- NULL: someone new
    source TEXT NOT NULL,
    warned INTEGER NOT NULL CHECK (warned IN (0, 1)),
    started INTEGER NOT NULL,
    finished INTEGER,
    answers TEXT NOT NULL
) STRICT;

CREATE INDEX intakes_by_client ON intakes (client_id);

-- What seals answers at home.
CREATE TABLE intake_keys (
    public_half BLOB NOT NULL PRIMARY KEY CHECK (length(public_half) = 32),
    secret_half BLOB NOT NULL CHECK (length(secret_half) = 32),
    made INTEGER NOT NULL
) STRICT;

-- Each lets one client send answers once; of the token itself only the hash is kept.
CREATE TABLE intake_invitations (
    token_hash TEXT NOT NULL PRIMARY KEY CHECK (length(token_hash) = 64),
    client_id TEXT REFERENCES clients (id),
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT;

CREATE INDEX intake_invitations_by_client ON intake_invitations (client_id);
