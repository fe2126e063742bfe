-- Who did what with the records, as a chain: each row's hash covers its content and the hash before. A client stands as
-- a digest of their id, so that nothing of an erased client is left here. seq is the order; clocks may jump.

CREATE TABLE audit (
    seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    client TEXT,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL CHECK (length(previous) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- Digests of the ids of erased clients: what a restored backup must not bring back.
CREATE TABLE erasures (
    client TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
