-- Clients, their sessions and marks. Never edited once released: later changes are new files.
-- Times are microseconds since 1970 UTC. A mark carries its client, so that a session of another client can never hold
-- it and one index answers "everything of this client".

CREATE TABLE clients (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id),
    type TEXT NOT NULL,
    date TEXT NOT NULL,
    title TEXT NOT NULL,
    created INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    UNIQUE (client_id, id)
) STRICT;

CREATE TABLE marks (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    structure TEXT NOT NULL,
    box_x REAL NOT NULL,
    box_y REAL NOT NULL,
    box_z REAL NOT NULL,
    atlas TEXT NOT NULL,
    triangle INTEGER NOT NULL,
    weight_a REAL NOT NULL,
    weight_b REAL NOT NULL,
    weight_c REAL NOT NULL,
    kind TEXT NOT NULL,
    qualities TEXT NOT NULL,
    rating_now INTEGER NOT NULL CHECK (rating_now BETWEEN 0 AND 10),
    rating_usual INTEGER CHECK (rating_usual BETWEEN 0 AND 10),
    rating_worst INTEGER CHECK (rating_worst BETWEEN 0 AND 10),
    depth TEXT NOT NULL,
    duration_days INTEGER CHECK (duration_days >= 0),
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    radius_mm REAL NOT NULL CHECK (radius_mm > 0),
    created INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    FOREIGN KEY (client_id, session_id) REFERENCES sessions (client_id, id)
) STRICT;

CREATE INDEX marks_by_session ON marks (client_id, session_id);

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
