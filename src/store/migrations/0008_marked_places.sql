-- How many marks each client has at each place, kept by the database itself: what a practice asks of all clients at once
-- would else read millions of marks. A place is a structure; on the skin a cell of its box, 1/40 of each side, with the
-- triangle of one mark in it, which tells the region.

CREATE TABLE marked_places (
    place TEXT NOT NULL,
    client_id TEXT NOT NULL,
    marks INTEGER NOT NULL CHECK (marks > 0),
    structure TEXT NOT NULL,
    atlas TEXT NOT NULL,
    triangle INTEGER NOT NULL,
    PRIMARY KEY (place, client_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER marked_places_of_new AFTER INSERT ON marks BEGIN
    INSERT INTO marked_places (place, client_id, marks, structure, atlas, triangle) VALUES (
        CASE new.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', new.box_x * 40, new.box_y * 40, new.box_z * 40) ELSE new.structure END,
        new.client_id, 1, new.structure, new.atlas, new.triangle)
    ON CONFLICT (place, client_id) DO UPDATE SET marks = marks + 1;
END;

CREATE TRIGGER marked_places_of_gone AFTER DELETE ON marks BEGIN
    DELETE FROM marked_places WHERE marks = 1 AND client_id = old.client_id AND place =
        CASE old.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', old.box_x * 40, old.box_y * 40, old.box_z * 40) ELSE old.structure END;
    UPDATE marked_places SET marks = marks - 1 WHERE changes() = 0 AND client_id = old.client_id AND place =
        CASE old.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', old.box_x * 40, old.box_y * 40, old.box_z * 40) ELSE old.structure END;
END;

CREATE TRIGGER marked_places_of_moved AFTER UPDATE OF structure, box_x, box_y, box_z ON marks
WHEN old.structure <> new.structure OR old.box_x <> new.box_x OR old.box_y <> new.box_y OR old.box_z <> new.box_z BEGIN
    DELETE FROM marked_places WHERE marks = 1 AND client_id = old.client_id AND place =
        CASE old.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', old.box_x * 40, old.box_y * 40, old.box_z * 40) ELSE old.structure END;
    UPDATE marked_places SET marks = marks - 1 WHERE changes() = 0 AND client_id = old.client_id AND place =
        CASE old.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', old.box_x * 40, old.box_y * 40, old.box_z * 40) ELSE old.structure END;
    INSERT INTO marked_places (place, client_id, marks, structure, atlas, triangle) VALUES (
        CASE new.structure WHEN 'skin'
            THEN printf('skin@%d,%d,%d', new.box_x * 40, new.box_y * 40, new.box_z * 40) ELSE new.structure END,
        new.client_id, 1, new.structure, new.atlas, new.triangle)
    ON CONFLICT (place, client_id) DO UPDATE SET marks = marks + 1;
END;

INSERT INTO marked_places (place, client_id, marks, structure, atlas, triangle)
SELECT CASE structure WHEN 'skin' THEN printf('skin@%d,%d,%d', box_x * 40, box_y * 40, box_z * 40) ELSE structure END,
    client_id, count(*), structure, min(atlas), min(triangle)
FROM marks GROUP BY 1, 2;
