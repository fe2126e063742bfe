-- Exact places of what is known of a client, pointed at on the body: each of one of the fact's places, or of the area it
-- speaks of.

CREATE TABLE client_fact_spots (
    client_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    place TEXT NOT NULL,
    structure TEXT NOT NULL,
    box_x REAL NOT NULL,
    box_y REAL NOT NULL,
    box_z REAL NOT NULL,
    atlas TEXT NOT NULL,
    triangle INTEGER NOT NULL,
    weight_a REAL NOT NULL,
    weight_b REAL NOT NULL,
    weight_c REAL NOT NULL,
    PRIMARY KEY (client_id, kind, subject, position),
    FOREIGN KEY (client_id, kind, subject) REFERENCES client_facts (client_id, kind, subject) ON DELETE CASCADE
) STRICT;
