-- What is known of a client besides marks, and what is planned for a session. Lists of ids are kept one a line.

ALTER TABLE sessions ADD COLUMN planned_minutes INTEGER CHECK (planned_minutes BETWEEN 10 AND 240);

CREATE TABLE client_facts (
    client_id TEXT NOT NULL REFERENCES clients (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    places TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (client_id, kind, subject)
) STRICT;

-- Positions are not unique here: items change places one row at a time, and two programs may plan at once.
CREATE TABLE plan_items (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('session', 'home')),
    position INTEGER NOT NULL CHECK (position >= 0),
    technique TEXT NOT NULL,
    structures TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 240),
    pressure INTEGER NOT NULL CHECK (pressure BETWEEN 1 AND 5),
    note TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    override_rule TEXT NOT NULL,
    override_reason TEXT NOT NULL CHECK (override_rule = '' OR override_reason <> ''),
    created INTEGER NOT NULL,
    FOREIGN KEY (client_id, session_id) REFERENCES sessions (client_id, id)
) STRICT;

CREATE INDEX plan_items_by_session ON plan_items (client_id, session_id);
