-- What a mark speaks of, how it behaves, and whether someone has confirmed it; places it is made of besides its anchor;
-- and the statement that nothing hurts. Marks made before named a structure.

ALTER TABLE sessions ADD COLUMN no_pain INTEGER NOT NULL DEFAULT 0 CHECK (no_pain IN (0, 1));

ALTER TABLE marks ADD COLUMN extent TEXT NOT NULL DEFAULT 'structure';
ALTER TABLE marks ADD COLUMN area_mm2 REAL CHECK (area_mm2 >= 0);
ALTER TABLE marks ADD COLUMN area_share REAL CHECK (area_share BETWEEN 0 AND 1);
ALTER TABLE marks ADD COLUMN constancy TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN better_with TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN worse_with TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN radiates_to TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN confidence TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1 CHECK (confirmed IN (0, 1));
ALTER TABLE marks ADD COLUMN carried_from TEXT NOT NULL DEFAULT '';

-- Dabs of the brush, the places of a line and the ends of arrows, each in its order.
CREATE TABLE mark_places (
    mark_id TEXT NOT NULL REFERENCES marks (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('dab', 'path', 'arrow')),
    position INTEGER NOT NULL CHECK (position >= 0),
    structure TEXT NOT NULL,
    box_x REAL NOT NULL,
    box_y REAL NOT NULL,
    box_z REAL NOT NULL,
    atlas TEXT NOT NULL,
    triangle INTEGER NOT NULL,
    weight_a REAL NOT NULL,
    weight_b REAL NOT NULL,
    weight_c REAL NOT NULL,
    radius_mm REAL CHECK (radius_mm > 0),
    erase INTEGER NOT NULL DEFAULT 0 CHECK (erase IN (0, 1)),
    PRIMARY KEY (mark_id, role, position)
) STRICT;
