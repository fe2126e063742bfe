-- What is measured in a session, what is written of it, and what is added after it was signed.

CREATE TABLE measurements (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    measure TEXT NOT NULL,
    item TEXT NOT NULL,
    moment TEXT NOT NULL CHECK (moment IN ('anytime', 'before', 'after')),
    value REAL NOT NULL,
    passive INTEGER NOT NULL CHECK (passive IN (0, 1)),
    note TEXT NOT NULL,
    created INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    FOREIGN KEY (client_id, session_id) REFERENCES sessions (client_id, id)
) STRICT;

CREATE INDEX measurements_by_session ON measurements (client_id, session_id);

CREATE TABLE session_notes (
    session_id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    subjective TEXT NOT NULL,
    subjective_origin TEXT NOT NULL,
    objective TEXT NOT NULL,
    objective_origin TEXT NOT NULL,
    assessment TEXT NOT NULL,
    assessment_origin TEXT NOT NULL,
    plan TEXT NOT NULL,
    plan_origin TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    FOREIGN KEY (client_id, session_id) REFERENCES sessions (client_id, id)
) STRICT;

CREATE INDEX session_notes_by_client ON session_notes (client_id);

CREATE TABLE note_addenda (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL REFERENCES session_notes (session_id),
    text TEXT NOT NULL CHECK (text <> ''),
    author TEXT NOT NULL CHECK (author <> ''),
    created INTEGER NOT NULL,
    FOREIGN KEY (client_id, session_id) REFERENCES sessions (client_id, id)
) STRICT;

CREATE INDEX note_addenda_by_client ON note_addenda (client_id);
