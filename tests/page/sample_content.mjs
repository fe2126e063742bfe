// A content as the program writes it into the page, small and invented, so that the page is tested without the program.

const k_width = 400;
const k_height = 900;

/// A closed path: an ellipse around (x, y), turned by some degrees.
function oval(x, y, rx, ry, turned = 0) {
    const angle = (turned * Math.PI) / 180;
    const points = Array.from({ length: 16 }, (_, i) => {
        const a = (i * Math.PI) / 8;
        const [px, py] = [rx * Math.cos(a), ry * Math.sin(a)];
        return [x + px * Math.cos(angle) - py * Math.sin(angle), y + px * Math.sin(angle) + py * Math.cos(angle)]
            .map((value) => value.toFixed(1)).join(" ");
    });
    return `M${points.join("L")}Z`;
}

// Half a body, in a picture where the middle is at x = 0: name, its part, x, y, half width, half height, degrees, words.
const k_front = [
    ["shoulder-top", "shoulder", 62, 168, 30, 18, 14, "shoulder, at the top", "Schulter, oben"],
    ["chest", "trunk", 38, 225, 34, 36, 0, "chest", "Brust"],
    ["upper-arm-front", "arm", 92, 265, 19, 52, -8, "upper arm, in front", "Oberarm, vorne"],
    ["forearm-front", "arm", 114, 380, 16, 52, -12, "forearm, in front", "Unterarm, vorne"],
    ["palm", "arm", 138, 468, 17, 30, -14, "palm", "Handfläche"],
    ["hip-front", "trunk", 42, 410, 30, 30, 0, "hip, in front", "Hüfte, vorne"],
    ["thigh-front", "leg", 46, 525, 32, 78, 2, "thigh, in front", "Oberschenkel, vorne"],
    ["knee-front", "leg", 45, 632, 23, 26, 0, "knee, in front", "Knie, vorne"],
    ["shin", "leg", 45, 730, 21, 70, 0, "shin", "Schienbein"],
    ["top-of-foot", "leg", 47, 838, 20, 30, 0, "foot, on top", "Fußrücken"],
];
const k_back = [
    ["neck-back", "neck", 15, 128, 14, 24, 0, "neck, at the back", "Nacken"],
    ["shoulder-top", "shoulder", 62, 166, 30, 16, 14, "shoulder, at the top", "Schulter, oben"],
    ["shoulder-blade", "shoulder", 46, 222, 30, 38, 0, "shoulder blade", "Schulterblatt"],
    ["upper-arm-back", "arm", 92, 265, 19, 52, -8, "upper arm, at the back", "Oberarm, hinten"],
    ["forearm-back", "arm", 114, 380, 16, 52, -12, "forearm, at the back", "Unterarm, hinten"],
    ["back-of-hand", "arm", 138, 468, 17, 30, -14, "back of the hand", "Handrücken"],
    ["lower-back", "trunk", 32, 345, 30, 40, 0, "low back", "unterer Rücken"],
    ["buttock", "trunk", 38, 428, 38, 40, 0, "buttock", "Gesäß"],
    ["thigh-back", "leg", 46, 535, 30, 70, 2, "thigh, at the back", "Oberschenkel, hinten"],
    ["calf", "leg", 45, 715, 24, 62, 0, "calf", "Wade"],
    ["heel", "leg", 46, 840, 18, 24, 0, "heel", "Ferse"],
];
const k_middle = {
    front: [["forehead", "head", 0, 48, 32, 20, "forehead", "Stirn"], ["throat", "neck", 0, 128, 18, 18, "throat", "Kehle"],
        ["belly", "trunk", 0, 325, 50, 52, "belly", "Bauch"]],
    back: [["back-of-head", "head", 0, 60, 34, 36, "back of the head", "Hinterkopf"]],
};
const k_side = [
    ["temple", "head", -8, 62, 22, 26, 0, "temple", "Schläfe"],
    ["neck-side", "neck", 6, 128, 18, 18, 0, "neck, at the side", "Hals, seitlich"],
    ["shoulder-outer", "shoulder", 8, 195, 34, 30, 0, "shoulder, outer side", "Schulter, außen"],
    ["upper-arm-outer", "arm", 10, 280, 20, 52, 0, "upper arm, outer side", "Oberarm, außen"],
    ["hip-side", "trunk", 10, 425, 36, 36, 0, "hip, at the side", "Hüfte, seitlich"],
    ["thigh-outer", "leg", 6, 540, 30, 70, 0, "thigh, outer side", "Oberschenkel, außen"],
    ["knee-outer", "leg", 0, 640, 22, 24, 0, "knee, outer side", "Knie, außen"],
    ["lower-leg-outer", "leg", 6, 735, 22, 66, 0, "lower leg, outer side", "Unterschenkel, außen"],
];
const k_parts = [["head", "Head", "Kopf"], ["neck", "Neck", "Hals und Nacken"], ["shoulder", "Shoulder", "Schulter"],
    ["arm", "Arm and hand", "Arm und Hand"], ["trunk", "Chest, belly and back", "Brust, Bauch und Rücken"],
    ["leg", "Leg and foot", "Bein und Fuß"]];

const k_german_left = { Schulterblatt: "Ihr linkes", Knie: "Ihr linkes", Gesäß: "Ihr Gesäß links," };

function german(words, side) {
    const noun = words.split(",")[0];
    const ending = { left: ["linke", "linker", "linkes"], right: ["rechte", "rechter", "rechtes"] }[side];
    if (k_german_left[noun] || ["Schienbein"].includes(noun)) return `Ihr ${ending[2]} ${words}`;
    if (/^(Oberarm|Unterarm|Handrücken|Nacken|Fußrücken|Hals|unterer|Oberschenkel|Unterschenkel)/.test(words)) {
        return `Ihr ${ending[1]} ${words}`;
    }
    return `Ihre ${ending[0]} ${words}`;
}

function drawn(kind) {
    const skin = "url(#skin)";
    const limb = (x1, y1, x2, y2, from, to) => {
        const angle = Math.atan2(y2 - y1, x2 - x1) + Math.PI / 2;
        const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
        const turn = 1; // caps bulge outwards
        return `<path d="M${x1 - dx * from} ${y1 - dy * from}L${x2 - dx * to} ${y2 - dy * to}A${to} ${to} 0 0 ${turn} ${x2 + dx * to} `
            + `${y2 + dy * to}L${x1 + dx * from} ${y1 + dy * from}A${from} ${from} 0 0 ${turn} ${x1 - dx * from} ${y1 - dy * from}Z"/>`;
    };
    const half = (s) => limb(s * 76, 185, s * 102, 325, 26, 19) + limb(s * 102, 325, s * 128, 430, 19, 12)
        + `<ellipse cx="${s * 138}" cy="466" rx="16" ry="34" transform="rotate(${-s * 14} ${s * 138} 466)"/>`
        + limb(s * 46, 440, s * 45, 630, 44, 25) + limb(s * 45, 630, s * 45, 810, 27, 14)
        + `<ellipse cx="${s * 49}" cy="842" rx="21" ry="30"/>`;
    const face = `<ellipse cx="0" cy="66" rx="39" ry="52"/><rect x="-21" y="100" width="42" height="60" rx="14"/>`;
    const trunk = `<path d="M-28 146C-60 158 -98 160 -100 196C-98 250 -74 290 -66 340C-64 380 -84 410 -88 450L-4 470L4 470`
        + `L88 450C84 410 64 380 66 340C74 290 98 250 100 196C98 160 60 158 28 146Z"/>`;
    const profile = `<ellipse cx="-4" cy="64" rx="46" ry="52"/><rect x="-18" y="100" width="42" height="60" rx="14"/>`
        + `<path d="M-10 146C-52 180 -62 240 -50 330C-52 400 -50 430 -38 470L52 470C70 420 52 380 50 330C66 250 60 180 30 146Z"/>`
        + limb(6, 430, 0, 640, 50, 28) + limb(0, 640, 6, 815, 30, 15)
        + `<path d="M-8 812L24 812L26 868L-58 868C-62 850 -30 840 -8 812Z"/>` + limb(12, 190, 14, 330, 32, 22)
        + limb(14, 330, -10, 440, 21, 13) + `<ellipse cx="-16" cy="478" rx="14" ry="34"/>`;
    const body = kind === "profile" ? profile : face + trunk + half(-1) + half(1);
    const spine = kind === "back" ? '<path d="M0 150V410M0 440V470" stroke="#7d5440" stroke-width="3" fill="none" opacity=".35"/>' : "";
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${k_width}" height="${k_height}" viewBox="0 0 ${k_width} ${k_height}">`
        + `<defs><radialGradient id="skin" gradientUnits="userSpaceOnUse" cx="-30" cy="300" r="520"><stop offset="0" `
        + `stop-color="#d9ab8f"/><stop offset="1" stop-color="#a9775c"/></radialGradient></defs>`
        + `<g transform="translate(200 0)" fill="${skin}">${body}${spine}</g></svg>`;
}

const encoded = (svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;

function views_and_places() {
    const places = new Map();
    const add = (id, part, en, de) => { if (!places.has(id)) places.set(id, { id, names: { en, de }, part }); };
    const halves = (table, left_is_at) => table.flatMap(([name, part, x, y, rx, ry, turned, en, de]) =>
        ["left", "right"].map((side) => {
            const at = side === "left" ? left_is_at : -left_is_at;
            add(`${name}.${side}`, part, `Your ${side} ${en}`, german(de, side));
            return { place: `${name}.${side}`, path: oval(200 + at * x, y, rx, ry, at * turned) };
        }));
    const middle = (table) => table.map(([name, part, x, y, rx, ry, en, de]) => {
        add(`${name}.mid`, part, `Your ${en}`, `Ihr Bereich ${de}`);
        return { place: `${name}.mid`, path: oval(200 + x, y, rx, ry) };
    });
    const one_side = (side, faces) => k_side.map(([name, part, x, y, rx, ry, turned, en, de]) => {
        add(`${name}.${side}`, part, `Your ${side} ${en}`, german(de, side));
        return { place: `${name}.${side}`, path: oval(200 + faces * x, y, rx, ry, turned) };
    });
    const mirrored = drawn("profile").replace('translate(200 0)', 'translate(200 0) scale(-1 1)');
    const view = (id, picture, its_places) => ({ id, width: k_width, height: k_height, picture: encoded(picture), places: its_places });
    const views = [
        view("front", drawn("front"), [...middle(k_middle.front), ...halves(k_front, 1)]),
        view("back", drawn("back"), [...middle(k_middle.back), ...halves(k_back, -1)]),
        view("left", drawn("profile"), one_side("left", 1)),
        view("right", mirrored, one_side("right", -1)),
    ];
    return { views, places: [...places.values()] };
}

const list = (rows) => rows.map(([id, en, de]) => ({ id, names: { en, de } }));
const asked = (rows) => rows.map(([id, en, de]) => ({ id, question: { en, de } }));

/// keys: {key, fingerprint}; words: {en, de} of assets/i18n/*/intake_page.json.
export function sample_content({ keys, words, token = "" }) {
    return {
        format: "palpate-intake-page", version: 1, practice: { name: "Massage am Markt" }, key: keys.key,
        fingerprint: keys.fingerprint, token,
        languages: [{ code: "en", name: "English" }, { code: "de", name: "Deutsch" }],
        words, ...views_and_places(),
        parts: list(k_parts),
        kinds: list([["pain", "pain", "Schmerz"], ["tension", "tension", "Spannung"], ["stiffness", "stiffness", "Steifheit"],
            ["numbness", "numbness", "Taubheit"], ["tingling", "tingling", "Kribbeln"], ["swelling", "swelling", "Schwellung"]]),
        qualities: list([["ache", "aching", "ziehend"], ["sharp", "sharp", "stechend"], ["burning", "burning", "brennend"],
            ["tight", "tight", "fest"], ["throbbing", "throbbing", "pochend"], ["heavy", "heavy", "schwer"]]),
        onsets: list([["today", "since today", "seit heute"], ["days", "days", "Tage"], ["weeks", "weeks", "Wochen"],
            ["months", "months", "Monate"], ["years", "years", "Jahre"]]),
        constancies: list([["constant", "all the time", "die ganze Zeit"], ["comes-and-goes", "comes and goes", "kommt und geht"]]),
        influences: list([["rest", "rest", "Ruhe"], ["movement", "movement", "Bewegung"], ["warmth", "warmth", "Wärme"],
            ["cold", "cold", "Kälte"], ["sitting", "sitting", "Sitzen"], ["stress", "stress", "Stress"]]),
        consents: [
            { id: "records", version: "2026-11", needed: true, title: { en: "Keeping your answers", de: "Ihre Antworten aufbewahren" },
                words: { en: "The practice may keep what you say here in your record, to plan your treatment.",
                    de: "Die Praxis darf das hier Gesagte in Ihrer Akte aufbewahren, um Ihre Behandlung zu planen." } },
            { id: "contact", version: "2026-11", needed: false, title: { en: "Being reminded", de: "Erinnert werden" },
                words: { en: "The practice may call or write to remind you of a visit.",
                    de: "Die Praxis darf anrufen oder schreiben, um Sie an einen Termin zu erinnern." } }],
        goals: list([["pain-relief", "Less pain", "Weniger Schmerzen"], ["stress-reduction", "Less stress", "Weniger Stress"],
            ["mobility", "Moving more easily", "Leichter bewegen"], ["sleep", "Better sleep", "Besser schlafen"],
            ["recovery", "Recovering after sport", "Erholung nach dem Sport"]]),
        health: asked([["h-blood-thinners", "Do you take medicine that thins your blood?", "Nehmen Sie Mittel, die das Blut verdünnen?"],
            ["h-pregnant", "Are you pregnant, or could you be?", "Sind Sie schwanger, oder könnten Sie es sein?"],
            ["h-skin", "Is there a wound, a rash or a burn on your skin?", "Haben Sie eine Wunde, einen Ausschlag oder eine Verbrennung?"],
            ["h-fever", "Do you have a fever, or feel ill today?", "Haben Sie Fieber, oder fühlen Sie sich heute krank?"],
            ["h-operation", "Did you have an operation in the last six weeks?", "Wurden Sie in den letzten sechs Wochen operiert?"],
            ["h-oil", "Are you allergic to an oil or a cream?", "Sind Sie gegen ein Öl oder eine Creme allergisch?"]]),
        warnings: [
            { id: "w-chest", urgency: "emergency", always: true, places: [],
                question: { en: "Do you feel pressure or pain in your chest that comes with effort, sweat or short breath?",
                    de: "Spüren Sie Druck oder Schmerz in der Brust, mit Anstrengung, Schwitzen oder Atemnot?" },
                action: { en: "Call the emergency number now. Sit down and do not drive yourself. No massage today.",
                    de: "Rufen Sie jetzt die Notrufnummer an. Setzen Sie sich und fahren Sie nicht selbst. Heute keine Massage." } },
            { id: "w-calf", urgency: "same-day", always: true, places: [],
                question: { en: "Is one leg newly swollen, warm or sore?", de: "Ist ein Bein neu geschwollen, warm oder schmerzhaft?" },
                action: { en: "Call a doctor today. No massage until then.", de: "Rufen Sie heute einen Arzt an. Bis dahin keine Massage." } },
            { id: "w-neck-lump", urgency: "before-massage", always: false, places: ["shoulder-top.left", "shoulder-top.right",
                "shoulder-blade.left", "shoulder-blade.right", "neck-back.left", "neck-back.right"],
            question: { en: "Is there a new lump at your neck or shoulder?", de: "Gibt es einen neuen Knoten an Hals oder Schulter?" },
            action: { en: "Let a doctor look at it before this area is massaged.",
                de: "Lassen Sie ihn ärztlich ansehen, bevor dieser Bereich massiert wird." } }],
        pressures: list([["1", "very light", "sehr leicht"], ["2", "light", "leicht"], ["3", "medium", "mittel"], ["4", "firm", "fest"],
            ["5", "very firm", "sehr fest"]]),
        oils: list([["any", "any oil", "jedes Öl"], ["unscented", "without scent", "ohne Duft"], ["none", "no oil", "kein Öl"]]),
    };
}
