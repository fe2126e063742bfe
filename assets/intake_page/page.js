// The page on which a client answers before a visit. It asks nothing of any server and keeps nothing: what is said lives
// in `said` until it is sealed to the practice's key and saved as a file. See README.md beside this file.
(() => {
"use strict";

const content = JSON.parse(document.getElementById("content").textContent);

const k_steps = ["language", "who", "consent", "where", "feeling", "since", "goals", "health", "warnings", "preferences"];
const k_questions_at_once = 5; // health and warnings; more would be a form
const k_most_goals = 3;
const k_most = { name: 120, phone: 60, email: 200, token: 400, note: 2000 }; // characters
const k_padding = 4096;        // bytes; the length of the file shall not tell how much was said
const k_largest_file = 1 << 20; // bytes
const k_finger = 24;           // CSS pixels; a tap this close beside a place still means it

// ---- What is said

const said = {
    language: "en", token: "", client: { name: "", birth: "", phone: "", email: "" }, birth_parts: ["", "", ""],
    consents: new Set(), no_pain: false, marks: [], goals: [], answers: new Map(), pressure: "", oil: "",
    avoid: new Set(), note: "",
};
let something_is_said = false; // and not yet in a file
let saved_name = "";

const touch = () => { something_is_said = true; };

const places = new Map(content.places.map((place) => [place.id, place]));

const warnings_asked = () => content.warnings.filter((warning) => warning.always
    || said.marks.some((mark) => (warning.places || []).includes(mark.place)));
const warnings_answered = (answer) => warnings_asked().filter((warning) => said.answers.get(warning.id) === answer);

function other_side(place) {
    const other = place.endsWith(".left") ? place.replace(/\.left$/, ".right") : place.replace(/\.right$/, ".left");
    return other !== place && places.has(other) ? other : "";
}

// ---- Words

function tr(key, holes = {}) {
    const words = content.words[said.language] || {};
    const text = words[key] || (content.words.en || {})[key] || key;
    return text.replace(/\{([a-z_]+)\}/g, (hole, name) => (name in holes ? String(holes[name]) : hole));
}

/// The words of {en, de} in the client's language, else in any.
const words_of = (texts) => (texts && (texts[said.language] || texts.en || Object.values(texts)[0])) || "";
const name_in = (list, id) => words_of((list.find((item) => item.id === id) || {}).names);
const name_of_place = (id) => words_of((places.get(id) || {}).names) || id;
const names_in = (list, ids) => ids.map((id) => name_in(list, id)).join(", ");

function read_back(mark) {
    return tr("page.mark.said", { place: name_of_place(mark.place), kind: name_in(content.kinds, mark.kind), now: mark.now });
}

// ---- Making elements. Never a style attribute or a handler in the text: the page's own rules forbid both.

function el(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
        if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
        else if (value === true) node.setAttribute(name, "");
        else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

const button = (words, look, onclick, more = {}) => el("button", { type: "button", class: look, onclick, ...more }, words);

let last_number = 0;
const fresh_id = () => `e${++last_number}`;

/// Text for a screen reader that nothing on the page needs to show.
function announce(text) {
    const place = document.getElementById("announcer");
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 60); // emptied first, so that the same words are read again
}

const moves_gently = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;
function bring_into_view(node) {
    node.scrollIntoView({ block: "nearest", behavior: moves_gently() ? "smooth" : "auto" });
}

// ---- Parts that several questions use

/// One of several, as large buttons that are radio buttons to a keyboard and a screen reader.
function one_of(legend, items, chosen, pick, look = "") {
    const name = fresh_id();
    return el("fieldset", { class: `ask ${look}` }, legend && el("legend", {}, legend),
        el("div", { class: "chips" }, items.map((item) => el("label", { class: `chip ${item.look || ""}` },
            el("input", { type: "radio", name, value: item.id, checked: item.id === chosen,
                onchange: () => { touch(); pick(item.id); } }),
            el("span", { lang: item.lang }, item.words)))));
}

/// Any of several; `chosen` is a Set.
function any_of(legend, items, chosen) {
    return el("fieldset", { class: "ask" }, el("legend", {}, legend),
        el("div", { class: "chips" }, items.map((item) => el("label", { class: "chip" },
            el("input", { type: "checkbox", checked: chosen.has(item.id), onchange: (event) => {
                touch();
                if (event.target.checked) chosen.add(item.id); else chosen.delete(item.id);
            } }),
            el("span", {}, words_of(item.names))))));
}

const named = (list) => list.map((item) => ({ id: item.id, words: words_of(item.names) }));

function text_field(words, hint, attributes, value, write) {
    const id = fresh_id();
    const control = attributes.rows ? "textarea" : "input";
    const input = el(control, { id, "aria-describedby": hint ? `${id}-hint` : null, ...attributes,
        oninput: (event) => { touch(); write(event.target.value); } });
    input.value = value;
    return el("div", { class: "field" }, el("label", { for: id }, words),
        hint && el("p", { class: "hint", id: `${id}-hint` }, hint), input);
}

/// The other way to every place: found by words, or part of the body by part. `pick` gets the place's id.
function place_list(pick, is_chosen) {
    const row = (place) => {
        const chosen = is_chosen(place.id);
        return el("li", {}, button([chosen && el("span", { class: "tick", "aria-hidden": "true" }, "✓ "), words_of(place.names)],
            chosen ? "row chosen" : "row", () => pick(place.id), { "data-place": place.id, "aria-pressed": String(chosen) }));
    };
    const by_part = () => content.parts
        .map((part) => ({ part, rows: content.places.filter((place) => place.part === part.id) }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ part, rows }) => el("details", { class: "part" }, el("summary", {}, words_of(part.names)),
            el("ul", { class: "rows" }, rows.map(row))));
    const results = el("div", { class: "results" }, by_part());
    const found_words = el("p", { class: "hint", role: "status" });
    const found = (typed) => content.places.filter((place) => typed.split(/\s+/)
        .every((word) => words_of(place.names).toLowerCase().includes(word)));
    const search = text_field(tr("page.list.search"), "", { type: "search", autocomplete: "off", maxlength: 60 }, "",
        (value) => {
            const typed = value.trim().toLowerCase();
            const hits = typed ? found(typed) : [];
            results.replaceChildren(...(typed ? [el("ul", { class: "rows" }, hits.map(row))] : by_part()));
            found_words.textContent = typed ? tr("page.list.found", { count: hits.length }) : "";
        });
    search.querySelector("input").addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // the form would go on to the next question
        const first = results.querySelector("li button");
        if (event.target.value.trim() && first) first.click();
    });
    return el("div", { class: "place-list" }, search, found_words, results);
}

// ---- Pictures of the body

const k_level_of = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]; // the five colours of the pain scale
const view_titles = () => ({ front: tr("page.view.front"), back: tr("page.view.back"), left: tr("page.view.left"),
    right: tr("page.view.right") });

function middle_of(path) {
    const box = path.getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, size: Math.max(box.width, box.height) };
}

/// The picture with a tappable path for each place. Not for keyboard or screen reader: place_list() is their way.
function body_picture(view, pick) {
    const paths = view.places.map((place) => svg("path", { d: place.path, class: "place", "data-place": place.place }));
    const root = svg("svg", { class: "body", viewBox: `0 0 ${view.width} ${view.height}`, role: "img", "data-view": view.id,
        "aria-label": tr("page.view.described", { view: view_titles()[view.id] || "" }) },
        svg("image", { href: view.picture, width: view.width, height: view.height }), paths, svg("g", { class: "badges" }));
    root.addEventListener("click", (event) => {
        const place = place_under(root, paths, event);
        if (place) pick(place, view);
    });
    return root;
}

function place_under(root, paths, event) {
    const hit = event.target.closest("path.place");
    if (hit) return hit.dataset.place;
    const to_screen = root.getScreenCTM();
    let best = "";
    let nearest = k_finger;
    for (const path of paths) {
        for (const point of outline_of(path)) {
            const on_screen = point.matrixTransform(to_screen);
            const distance = Math.hypot(on_screen.x - event.clientX, on_screen.y - event.clientY);
            if (distance < nearest) {
                nearest = distance;
                best = path.dataset.place;
            }
        }
    }
    return best;
}

const outlines = new WeakMap();
function outline_of(path) {
    if (!outlines.has(path)) {
        const length = path.getTotalLength();
        outlines.set(path, Array.from({ length: 40 }, (_, i) => path.getPointAtLength((length * i) / 40)));
    }
    return outlines.get(path);
}

/// Colours the marked places and writes their numbers on them. The picture must be on the page.
function show_marks(root, shown = null) {
    const box = root.viewBox.baseVal;
    const badges = root.querySelector("g.badges");
    badges.replaceChildren();
    for (const path of root.querySelectorAll("path.place")) {
        const mark = said.marks.find((each) => each.place === path.dataset.place);
        path.setAttribute("class", "place");
        if (!mark) continue;
        const level = mark.now === null ? "none" : k_level_of[mark.now];
        path.setAttribute("class", `place marked level-${level}${mark === open_mark ? " shown" : ""}`);
        if (mark.now === null) continue;
        const { x, y } = middle_of(path);
        const radius = box.width * (shown ? 0.09 : 0.075);
        badges.append(svg("g", { class: `badge level-${level}` }, svg("circle", { cx: x, cy: y, r: radius }),
            svg("text", { x, y: y + radius * 0.4, "font-size": radius * 1.15, "text-anchor": "middle" }, mark.now)));
    }
}

/// Looks closely at one place of a picture that is on the page.
function look_closely(root, view, place) {
    const path = [...root.querySelectorAll("path.place")].find((each) => each.dataset.place === place);
    if (!path) return;
    const { x, y, size } = middle_of(path);
    const side = Math.min(view.width, Math.max(size * 1.7, view.width * 0.42));
    const height = side * 0.75;
    const left = Math.max(0, Math.min(view.width - side, x - side / 2));
    const top = Math.max(0, Math.min(view.height - height, y - height / 2));
    root.setAttribute("viewBox", `${left} ${top} ${side} ${height}`);
}

// ---- The questions. Each gives {title, hint, body, check}; check says what is still missing as {text, at, focus}.

const questions = {
    language() {
        const items = content.languages.map((language) => ({ id: language.code, words: language.name, lang: language.code }));
        return { title: tr("page.language.title"), hint: "",
            body: [one_of("", items, said.language, (code) => speak(code), "large named-by-title")] };
    },

    who() {
        const client = said.client;
        const name = text_field(tr("page.who.name"), "", { type: "text", autocomplete: "name", maxlength: k_most.name,
            required: true }, client.name, (value) => { client.name = value; });
        const birth = birth_fields();
        const token = token_field();
        return {
            title: tr("page.who.title"), hint: tr("page.who.hint"),
            body: [name, birth,
                text_field(tr("page.who.phone"), "", { type: "tel", autocomplete: "tel", maxlength: k_most.phone }, client.phone,
                    (value) => { client.phone = value; }),
                text_field(tr("page.who.email"), "", { type: "email", autocomplete: "email", maxlength: k_most.email },
                    client.email, (value) => { client.email = value; }), token],
            check() {
                if (!client.name.trim()) return missing(tr("page.missing.name"), name);
                client.birth = written_birth();
                if (client.birth === null) return missing(tr("page.missing.birth"), birth);
                if (token && token.wrong()) return missing(tr(token.wrong()), token);
                return null;
            },
        };
    },

    consent() {
        const boxes = content.consents.map((consent) => {
            const id = fresh_id();
            return el("div", { class: "card consent" }, el("h2", { id }, words_of(consent.title)),
                el("p", { id: `${id}-words`, class: "words" }, words_of(consent.words)),
                el("label", { class: "chip wide" },
                    el("input", { type: "checkbox", checked: said.consents.has(consent.id), "aria-describedby": `${id} ${id}-words`,
                        onchange: (event) => {
                            touch();
                            if (event.target.checked) said.consents.add(consent.id); else said.consents.delete(consent.id);
                        } }),
                    el("span", {}, tr(consent.needed ? "page.consent.agree" : "page.consent.agree-optional"))));
        });
        return {
            title: tr("page.consent.title"), hint: tr("page.consent.hint"), body: boxes,
            check() {
                const at = content.consents.findIndex((consent) => consent.needed && !said.consents.has(consent.id));
                return at < 0 ? null : missing(tr("page.missing.consent"), boxes[at]);
            },
        };
    },

    where: () => ask_where(),

    feeling(part) {
        const mark = said.marks[part];
        return about_mark(mark, part, tr("page.feeling.title"), tr("page.feeling.hint"), ["qualities"],
            () => [any_of(tr("page.feeling.choose"), content.qualities, mark.qualities)]);
    },

    since(part) {
        const mark = said.marks[part];
        return about_mark(mark, part, tr("page.since.title"), "",
            ["onset", "constancy", "better_with", "worse_with", "note"], () => [
                one_of(tr("page.since.onset"), named(content.onsets), mark.onset, (id) => { mark.onset = id; }),
                one_of(tr("page.since.constancy"), named(content.constancies), mark.constancy, (id) => { mark.constancy = id; }),
                any_of(tr("page.since.better"), content.influences, mark.better_with),
                any_of(tr("page.since.worse"), content.influences, mark.worse_with),
                text_field(tr("page.since.note"), "", { rows: 3, maxlength: k_most.note }, mark.note,
                    (value) => { mark.note = value; })]);
    },

    goals() {
        const full = el("p", { class: "hint", role: "status" });
        const chips = content.goals.map((goal) => button([], "chip-button", () => choose(goal.id), { "data-goal": goal.id }));
        function choose(id) {
            touch();
            full.textContent = "";
            if (said.goals.includes(id)) said.goals = said.goals.filter((each) => each !== id);
            else if (said.goals.length < k_most_goals) said.goals.push(id);
            else full.textContent = tr("page.goals.enough");
            show();
        }
        function show() {
            content.goals.forEach((goal, i) => {
                const rank = said.goals.indexOf(goal.id) + 1;
                chips[i].setAttribute("aria-pressed", String(rank > 0));
                chips[i].replaceChildren(...[rank > 0 && el("span", { class: "rank" }, rank), words_of(goal.names)].filter(Boolean));
            });
        }
        show();
        return { title: tr("page.goals.title"), hint: tr("page.goals.hint"), body: [el("div", { class: "chips tall" }, chips), full] };
    },

    health(part) {
        const asked = some_of(content.health, part);
        return { title: tr("page.health.title"), hint: tr("page.health.hint"), body: yes_no_page(asked) };
    },

    warnings(part) {
        const asked = some_of(warnings_asked(), part);
        return { title: tr("page.warnings.title"), hint: tr("page.warnings.hint"), body: yes_no_page(asked) };
    },

    preferences() {
        const avoided = el("div", { class: "avoided" });
        const show_avoided = () => avoided.replaceChildren(...[...said.avoid].map((id) => button(
            [name_of_place(id), el("span", { class: "cross", "aria-hidden": "true" }, " ✕"),
                el("span", { class: "away" }, `, ${tr("page.preferences.take-away")}`)],
            "chip-button chosen", () => { avoid(id); summary.focus(); })));
        const list_holder = el("div", {});
        const show_list = () => list_holder.replaceChildren(place_list((id) => { avoid(id); show_list(); summary.focus(); },
            (id) => said.avoid.has(id)));
        const summary = el("summary", {}, tr("page.preferences.choose-places"));
        function avoid(id) {
            touch();
            const taken = said.avoid.delete(id);
            if (!taken) said.avoid.add(id);
            announce(`${name_of_place(id)}: ${tr(taken ? "page.preferences.removed" : "page.preferences.added")}`);
            show_avoided();
        }
        show_avoided();
        show_list();
        return {
            title: tr("page.preferences.title"), hint: "",
            body: [
                content.pressures.length > 0 && one_of(tr("page.preferences.pressure"), named(content.pressures), said.pressure,
                    (id) => { said.pressure = id; }),
                content.oils.length > 0 && one_of(tr("page.preferences.oil"), named(content.oils), said.oil,
                    (id) => { said.oil = id; }),
                el("div", { class: "ask", role: "group", "aria-label": tr("page.preferences.avoid") },
                    el("h2", {}, tr("page.preferences.avoid")), avoided, el("details", { class: "part" }, summary, list_holder)),
                text_field(tr("page.preferences.note"), "", { rows: 4, maxlength: k_most.note }, said.note,
                    (value) => { said.note = value; })],
        };
    },

    review: () => review_page(),
    done: () => done_page(),
};

const missing = (text, at) => ({ text, at });
const some_of = (list, part) => list.slice(part * k_questions_at_once, (part + 1) * k_questions_at_once);

// -- who

function birth_fields() {
    const field = (words, at, length, autocomplete) => {
        const made = text_field(words, "", { type: "text", inputmode: "numeric", maxlength: length, size: length, autocomplete },
            said.birth_parts[at], (value) => { said.birth_parts[at] = value.trim(); });
        made.classList.add(length > 2 ? "year" : "day");
        return made;
    };
    return el("fieldset", { class: "birth" }, el("legend", {}, tr("page.who.birth")), el("div", { class: "parts" },
        field(tr("page.who.day"), 0, 2, "bday-day"), field(tr("page.who.month"), 1, 2, "bday-month"),
        field(tr("page.who.year"), 2, 4, "bday-year")));
}

/// YYYY-MM-DD, empty where nothing was written, null for no day there ever was or will be.
function written_birth() {
    const parts = said.birth_parts;
    if (parts.every((part) => part === "")) return "";
    if (!parts.every((part) => /^\d+$/.test(part))) return null;
    const [day, month, year] = parts.map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    const is_a_day = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!is_a_day || year < 1900 || date > new Date()) return null;
    return date.toISOString().slice(0, 10);
}

/// Nothing where the invitation came with the page or the link; else a field that takes the code or the whole link.
function token_field() {
    if (content.token || link.token) return null;
    const field = text_field(tr("page.who.token"), tr("page.who.token-hint"),
        { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: k_most.token }, said.token,
        (value) => { said.token = value; });
    field.wrong = () => {
        const typed = said.token.trim();
        if (!typed) return "";
        const found = typed.includes("#") ? read_link(typed.slice(typed.indexOf("#"))) : { token: tidy_token(typed) };
        if (found.is_elsewhere) return "page.missing.token-elsewhere";
        if (!found.token) return "page.missing.token";
        said.token = found.token;
        return "";
    };
    return field;
}

// -- where

let open_mark = null;    // being entered or changed
let open_view = null;    // the picture it was tapped in
let shown_pair = "faces";

function ask_where() {
    const panel = el("div", { class: "panel" });
    const pictures = content.views.map((view) => body_picture(view, (place) => open_place(place, view)));
    const figures = content.views.map((view, i) => figure_of(view, pictures[i]));
    const pair_chooser = one_of(tr("page.where.pictures"), [{ id: "faces", words: tr("page.where.front-back") },
        { id: "sides", words: tr("page.where.sides") }], shown_pair, (id) => {
        shown_pair = id;
        strip.dataset.pair = id;
    }, "pair-chooser");
    pair_chooser.querySelector("legend").className = "away";
    const strip = el("div", { class: "figures", "data-pair": shown_pair }, figures);
    const layout = el("div", { class: "where" }, el("div", { class: "pictures" }, pair_chooser, strip), panel);

    const refresh_pictures = () => pictures.forEach((picture) => show_marks(picture));
    function refresh() {
        layout.classList.toggle("editing", open_mark !== null);
        panel.replaceChildren(...(open_mark ? [mark_editor(open_mark, editor_is)] : mark_overview(editor_is)));
        if (open_mark) show_closely(panel);
        refresh_pictures();
    }
    function open_place(place, view) {
        touch();
        const known = said.marks.find((mark) => mark.place === place);
        open(known || new_mark(place), view || content.views.find((each) => each.places.some((one) => one.place === place)));
    }
    function open(mark, view) {
        drop_empty_mark();
        if (!said.marks.includes(mark)) said.marks.push(mark);
        said.no_pain = false;
        open_mark = mark;
        open_view = view || view_with(mark.place);
        refresh();
        focus_on(panel.querySelector("h2"));
        if (strip.getClientRects().length === 0) panel.scrollIntoView(); // on a phone, where the pictures made way
    }
    const editor_is = {
        open, open_place, refresh, refresh_pictures,
        close(words) {
            open_mark = null;
            refresh();
            const heading = panel.querySelector("h2") || panel;
            focus_on(heading);
            if (words) announce(words);
        },
        remove(mark) {
            said.marks = said.marks.filter((each) => each !== mark);
            editor_is.close(tr("page.mark.removed"));
        },
    };

    return {
        title: tr("page.where.title"), hint: tr("page.where.hint"), body: [layout], wide: true, shown: refresh,
        check() {
            const open_one = said.marks.find((mark) => !mark.confirmed);
            if (open_one) {
                if (open_mark !== open_one) open(open_one);
                return missing(tr("page.missing.read-back"), panel.querySelector(".read-back") || panel);
            }
            open_mark = null;
            if (said.marks.length > 0 || said.no_pain) return null;
            refresh();
            return missing(tr("page.missing.mark"), panel);
        },
    };
}

const view_with = (place) => content.views.find((view) => view.places.some((each) => each.place === place));

/// A place that was tapped and left without a number was a slip of the finger.
function drop_empty_mark() {
    said.marks = said.marks.filter((mark) => mark.now !== null);
    open_mark = null;
}

function new_mark(place) {
    return { place, kind: (content.kinds[0] || {}).id || "pain", now: null, qualities: new Set(), onset: "", constancy: "",
        better_with: new Set(), worse_with: new Set(), note: "", confirmed: false };
}

function figure_of(view, picture) {
    const ends = { front: ["page.side.right", "page.side.left"], back: ["page.side.left", "page.side.right"] }[view.id];
    const pair = ends ? "faces" : "sides";
    const end = (key) => ends && el("span", { class: "end", "aria-hidden": "true" }, tr(key));
    return el("figure", { class: `figure ${pair}` }, el("figcaption", {}, end(ends && ends[0]),
        el("span", {}, view_titles()[view.id]), end(ends && ends[1])), picture);
}

function show_closely(panel) {
    const picture = panel.querySelector("svg");
    if (!picture) return;
    look_closely(picture, open_view, open_mark.place);
    show_marks(picture, open_mark);
}

function mark_editor(mark, editor) {
    const view = open_view;
    const confirm_words = el("p", { class: "said", role: "status" });
    const confirm = el("div", { class: "read-back" }, confirm_words);
    const closer = view && el("div", { class: "closer" }, body_picture(view, (place) => move_to(place)));

    function move_to(place) {
        if (place === mark.place || said.marks.some((each) => each.place === place)) return;
        mark.place = place;
        mark.confirmed = false;
        editor.refresh();
        focus_on(document.querySelector(".panel h2"));
    }
    function show_read_back() {
        const rated = mark.now !== null;
        confirm.classList.toggle("ready", rated);
        confirm_words.textContent = rated ? tr("page.mark.right", { mark: read_back(mark) }) : "";
        const other = other_side(mark.place);
        const is_free = other && !said.marks.some((each) => each.place === other);
        confirm.replaceChildren(confirm_words, el("div", { class: "buttons" },
            rated && button(tr("page.mark.yes"), "main", () => {
                mark.confirmed = true;
                editor.close(tr("page.mark.noted"));
            }, { "data-do": "yes" }),
            is_free && button(tr("page.mark.other-side"), "second", () => {
                open_view = view && view.places.some((each) => each.place === other) ? view : view_with(other);
                move_to(other);
            }, { "data-do": "other-side" }),
            button(tr("page.mark.remove"), "second", () => editor.remove(mark), { "data-do": "remove" })));
    }
    const rating = one_of(tr("page.mark.now"), k_level_of.map((level, now) => ({ id: String(now), words: String(now),
        look: `rate level-${level}` })), mark.now === null ? "" : String(mark.now), (now) => {
        mark.now = Number(now);
        mark.confirmed = false;
        show_read_back();
        if (closer) show_marks(closer.querySelector("svg"), mark);
        editor.refresh_pictures();
        bring_into_view(confirm);
    }, "rating");
    rating.append(el("p", { class: "hint ends" }, el("span", {}, tr("page.mark.none")), el("span", {}, tr("page.mark.worst"))));
    rating.addEventListener("keydown", (event) => rate_by_key(event, rating, confirm));
    show_read_back();
    return el("section", { class: "card editor" }, el("h2", { tabindex: "-1" }, name_of_place(mark.place)), closer,
        closer && el("p", { class: "hint" }, tr("page.mark.beside")),
        one_of(tr("page.mark.kind"), named(content.kinds), mark.kind, (id) => {
            mark.kind = id;
            mark.confirmed = false;
            show_read_back();
        }), rating, confirm);
}

/// A digit chooses its number; Enter goes to the question whether it is right, and not past it.
function rate_by_key(event, rating, confirm) {
    if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
        const input = rating.querySelector(`input[value="${event.key}"]`);
        input.focus();
        input.click();
        event.preventDefault();
    } else if (event.key === "Enter") {
        event.preventDefault();
        const yes = confirm.querySelector("[data-do=yes]");
        if (yes) yes.focus();
    }
}

function mark_overview(editor) {
    const rows = said.marks.map((mark) => el("li", { class: "mark" }, el("span", { class: `dot level-${k_level_of[mark.now]}`,
        "aria-hidden": "true" }, mark.now), el("span", { class: "mark-words" }, read_back(mark)),
    button([tr("page.change"), el("span", { class: "away" }, ` ${name_of_place(mark.place)}`)], "second",
        () => editor.open(mark))));
    const marked = rows.length > 0 && el("section", { class: "card" }, el("h2", { tabindex: "-1" }, tr("page.where.marked")),
        el("ul", { class: "marks" }, rows), el("p", { class: "hint" }, tr("page.where.more")));
    const none = rows.length === 0 && button(tr("page.where.nothing"), said.no_pain ? "second wide chosen" : "second wide", () => {
        touch();
        said.no_pain = true;
        next();
    }, { "aria-pressed": String(said.no_pain), "data-do": "nothing" });
    const list = el("details", { class: "part from-list" }, el("summary", {}, tr("page.where.list")),
        place_list((place) => editor.open_place(place), (place) => said.marks.some((mark) => mark.place === place)));
    return [marked, el("section", { class: "card other-ways" }, none, list)].filter(Boolean);
}

// -- feeling and since: one page for each mark

function about_mark(mark, part, title, hint, members, ask) {
    const before = part > 0 ? said.marks[part - 1] : null;
    const body = el("div", { class: "about-mark" });
    function show() {
        body.replaceChildren(...ask());
    }
    show();
    const as_before = before && button(tr("page.mark.as-before"), "second wide", () => {
        touch();
        for (const member of members) mark[member] = before[member] instanceof Set ? new Set(before[member]) : before[member];
        show();
        announce(tr("page.mark.copied"));
    });
    return { title, hint, body: [el("p", { class: "of-mark" }, el("span", { class: `dot level-${k_level_of[mark.now]}`,
        "aria-hidden": "true" }, mark.now), el("span", {}, read_back(mark))), as_before, body] };
}

// -- health and warnings

/// Yes, no or not sure for each; what a yes to a warning asks for stands under it at once.
function yes_no_page(asked) {
    const blocks = asked.map(yes_no);
    const done = el("p", { class: "hint", role: "status" });
    const none = button(tr("page.answer.none"), "second wide", () => {
        touch();
        blocks.forEach((block) => block.deny_if_open());
        done.textContent = tr("page.answer.none-said");
    }, { "data-do": "none" });
    return [...blocks, el("div", { class: "none-of-these" }, none, done)];
}

function yes_no(item) {
    const items = [{ id: "yes", words: tr("page.answer.yes") }, { id: "no", words: tr("page.answer.no") },
        { id: "unsure", words: tr("page.answer.unsure") }];
    const action = el("div", { class: "action-place", role: item.urgency === "emergency" ? "alert" : "status" });
    const show = (answer) => action.replaceChildren(...(answer === "yes" || answer === "unsure" ? action_card(item, answer) : []));
    const block = one_of(words_of(item.question), items, said.answers.get(item.id), (answer) => {
        said.answers.set(item.id, answer);
        show(answer);
        if (action.firstChild) bring_into_view(action);
    }, "card yes-no");
    block.dataset.question = item.id;
    block.append(action);
    show(said.answers.get(item.id));
    block.deny_if_open = () => {
        if (said.answers.has(item.id)) return;
        said.answers.set(item.id, "no");
        block.querySelector("input[value=no]").checked = true;
    };
    return block;
}

function action_card(item, answer) {
    if (!item.action) return [];
    const titles = { emergency: tr("page.urgency.emergency"), "same-day": tr("page.urgency.same-day"),
        "before-massage": tr("page.urgency.before-massage") };
    return [el("div", { class: `action ${item.urgency}` },
        el("p", { class: "action-title" }, answer === "unsure" ? tr("page.urgency.unsure") : titles[item.urgency]),
        el("p", {}, words_of(item.action)),
        el("p", { class: "hint" }, tr("page.urgency.go-on")))];
}

/// What was answered with yes to a warning, once more: on the last pages it must not be overlooked.
function warnings_again() {
    const cards = ["yes", "unsure"].flatMap((answer) => warnings_answered(answer).map((warning) => el("li", {},
        el("p", { class: "asked" }, words_of(warning.question)), action_card(warning, answer))));
    return cards.length > 0 && el("section", { class: "again" }, el("h2", {}, tr("page.review.warnings")), el("ul", {}, cards));
}

// -- review

function review_page() {
    const said_nothing = tr("page.review.nothing");
    const section = (step, title, lines) => pages().some((page) => page.step === step) && el("section", { class: "card part-said" },
        el("h2", {}, title), button([tr("page.change"), el("span", { class: "away" }, ` ${title}`)], "second", () => {
            returning = true;
            move_to(pages().find((page) => page.step === step));
        }, { "data-change": step }),
        el("ul", {}, (lines.filter(Boolean).length ? lines.filter(Boolean) : [said_nothing]).map((line) => el("li", {}, line))));
    const client = said.client;
    return {
        title: tr("page.review.title"), hint: tr("page.review.hint"),
        body: [warnings_again(),
            section("who", tr("page.part.who"), [client.name, client.birth && shown_date(client.birth), client.phone, client.email]),
            section("consent", tr("page.part.consent"), content.consents.filter((consent) => said.consents.has(consent.id))
                .map((consent) => tr("page.review.agreed", { title: words_of(consent.title) }))),
            section("where", tr("page.part.where"), said.no_pain ? [tr("page.review.no-pain")] : said.marks.map(read_back)),
            section("feeling", tr("page.part.feeling"), said.marks.map((mark) => said_of(mark,
                [names_in(content.qualities, [...mark.qualities])]))),
            section("since", tr("page.part.since"), said.marks.map((mark) => said_of(mark, since_words(mark)))),
            section("goals", tr("page.part.goals"), said.goals.map((id, i) => `${i + 1}. ${name_in(content.goals, id)}`)),
            section("health", tr("page.part.health"), answers_said(content.health)),
            section("warnings", tr("page.part.warnings"), answers_said(warnings_asked())),
            section("preferences", tr("page.part.preferences"), [
                said.pressure && `${tr("page.preferences.pressure")} ${name_in(content.pressures, said.pressure)}`,
                said.oil && `${tr("page.preferences.oil")} ${name_in(content.oils, said.oil)}`,
                said.avoid.size > 0 && tr("page.review.avoid", { places: [...said.avoid].map(name_of_place).join("; ") }),
                said.note.trim()])],
    };
}

const shown_date = (date) => new Date(`${date}T12:00:00Z`).toLocaleDateString(said.language,
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function said_of(mark, words) {
    const all = words.filter(Boolean).join("; ");
    return `${name_of_place(mark.place)}: ${all || tr("page.review.nothing")}`;
}

function since_words(mark) {
    return [name_in(content.onsets, mark.onset), name_in(content.constancies, mark.constancy),
        mark.better_with.size > 0 && tr("page.review.better", { what: names_in(content.influences, [...mark.better_with]) }),
        mark.worse_with.size > 0 && tr("page.review.worse", { what: names_in(content.influences, [...mark.worse_with]) }),
        mark.note.trim()];
}

function answers_said(asked) {
    const count = (answer) => asked.filter((item) => said.answers.get(item.id) === answer).length;
    const open = asked.filter((item) => !said.answers.has(item.id)).length;
    return [...asked.filter((item) => ["yes", "unsure"].includes(said.answers.get(item.id))).map((item) =>
        [`${words_of(item.question)} `, el("strong", {}, tr(said.answers.get(item.id) === "yes" ? "page.answer.yes"
            : "page.answer.unsure"))]),
    count("no") > 0 && tr("page.review.no-count", { count: count("no") }),
    open > 0 && tr("page.review.open-count", { count: open })];
}

// -- done

function done_page() {
    const practice = content.practice.name || tr("page.practice");
    const step = (text) => el("li", {}, text);
    return {
        title: tr("page.done.title"), hint: tr("page.done.saved", { file: saved_name }),
        body: [warnings_again(),
            el("section", { class: "card" }, el("h2", {}, tr("page.done.next")), el("ol", { class: "steps" },
                step(tr("page.done.find")), step(tr("page.done.bring", { practice })), step(tr("page.done.sealed", { practice })))),
            el("p", { class: "notice" }, tr("page.done.unread")),
            !said_token() && el("p", { class: "notice" }, tr("page.done.no-token")),
            el("section", { class: "card" }, el("h2", {}, tr("page.done.not-saved")), el("p", {}, tr("page.done.not-saved-words")),
                el("div", { class: "buttons" }, button(tr("page.done.again"), "second", () => {
                    if (save()) announce(tr("page.done.saved", { file: saved_name }));
                }, { "data-do": "again" })))],
    };
}

// ---- From page to page

/// All pages there are, given what was said so far; where nothing is to be asked there is none.
function pages() {
    const parts = {
        language: content.languages.length > 1 ? 1 : 0, who: 1, consent: content.consents.length > 0 ? 1 : 0, where: 1,
        feeling: content.qualities.length > 0 ? said.marks.length : 0, since: said.marks.length,
        goals: content.goals.length > 0 ? 1 : 0, health: Math.ceil(content.health.length / k_questions_at_once),
        warnings: Math.ceil(warnings_asked().length / k_questions_at_once), preferences: 1, review: 1, done: 1,
    };
    return [...k_steps, "review", "done"].flatMap((step) => Array.from({ length: parts[step] }, (_, part) => ({ step, part })));
}

let page = null;       // {step, part}
let question = null;   // what is on screen
let returning = false; // to the last page, after changing one thing
const trail = [];      // the pages before, for going back

const position_of = (wanted) => pages().findIndex((each) => each.step === wanted.step && each.part === wanted.part);

function next() {
    const problem = question.check && question.check();
    if (problem) return show_problem(problem);
    if (page.step === "review") {
        const open_one = said.marks.find((mark) => !mark.confirmed);
        if (open_one) return ask_again(open_one);
        if (!save()) return undefined;
    }
    const all = pages();
    let wanted = all[position_of(page) + 1];
    if (returning && wanted.step !== page.step) {
        returning = false;
        wanted = { step: "review", part: 0 };
    }
    return move_to(wanted);
}

/// A place that was changed and not read back, on the way from the last page and back to it.
function ask_again(mark) {
    returning = true;
    open_mark = mark;
    open_view = view_with(mark.place);
    return move_to({ step: "where", part: 0 });
}

function move_to(wanted) {
    trail.push(page);
    arm_back_gesture();
    show(wanted);
}

function back() {
    if (page.step === "where") drop_empty_mark();
    while (trail.length > 0) {
        const wanted = trail.pop();
        if (position_of(wanted) < 0) continue; // a mark that is gone, say
        if (wanted.step === "review") returning = false;
        show(wanted);
        return;
    }
}

// A phone's own way back leads to the page before and not out of the answers. One entry of the history is kept in hand.
let is_armed = false;
function arm_back_gesture() {
    if (is_armed) return;
    try {
        history.pushState(null, "");
        is_armed = true;
    } catch (refused) {
        // Where a page may not do this, its own button is the way back.
    }
}
addEventListener("popstate", () => {
    is_armed = false;
    if (trail.length === 0) return;
    back();
    if (trail.length > 0) arm_back_gesture();
});

addEventListener("beforeunload", (event) => {
    if (!something_is_said) return;
    event.preventDefault();
    event.returnValue = ""; // what older browsers look at
});

function focus_on(node) {
    if (!node.hasAttribute("tabindex") && node.tabIndex < 0) node.setAttribute("tabindex", "-1");
    node.focus();
}

let shown_problem = null;
function show_problem({ text, at }) {
    clear_problem();
    const id = fresh_id();
    const words = el("p", { class: "error", id, role: "alert" }, text);
    const control = at.querySelector("input, textarea, button");
    at.classList.add("has-error");
    at.prepend(words);
    if (control) {
        if (control.matches("input, textarea")) control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") || ""} ${id}`.trim());
        control.focus();
    }
    shown_problem = { words, at, control, id };
    words.scrollIntoView({ block: "center" });
}

function clear_problem() {
    if (!shown_problem) return;
    const { words, at, control, id } = shown_problem;
    words.remove();
    at.classList.remove("has-error");
    if (control) {
        control.removeAttribute("aria-invalid");
        const rest = (control.getAttribute("aria-describedby") || "").replace(id, "").trim();
        if (rest) control.setAttribute("aria-describedby", rest); else control.removeAttribute("aria-describedby");
    }
    shown_problem = null;
}

// ---- The page around the questions

function show(wanted, keep_focus = false) {
    page = wanted;
    shown_problem = null;
    question = questions[page.step](page.part);
    document.documentElement.lang = said.language;
    const heading = el("h1", { tabindex: "-1", id: "title" }, question.title);
    const number = k_steps.indexOf(page.step) + 1;
    const is_first = position_of(page) === 0;
    const form = el("form", { novalidate: true, autocomplete: "on", class: question.wide ? "wide-page" : "" },
        header(number), el("main", { "data-step": page.step, "data-part": page.part }, heading,
            question.hint && el("p", { class: "lead" }, question.hint),
            is_first && page.step !== "language" && welcome(), question.body,
            is_first && page.step === "language" && welcome()), footer());
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        next();
    });
    form.querySelectorAll(".named-by-title").forEach((group) => group.setAttribute("aria-labelledby", "title"));
    document.getElementById("page").replaceChildren(form);
    document.title = [number > 0 ? tr("page.question", { number, count: k_steps.length }) : "", question.title,
        tr("page.title")].filter(Boolean).join(" · ");
    if (question.shown) question.shown();
    if (keep_focus) return;
    scrollTo(0, 0);
    if (trail.length > 0 || is_armed) heading.focus(); // not on the first page, where nobody has done anything yet
}

function header(number) {
    const all = pages();
    const of_step = all.filter((each) => each.step === page.step).length;
    const done = number > 0 ? (number - 1 + page.part / Math.max(1, of_step)) / k_steps.length : 1;
    const bar = el("div", { class: "bar" });
    bar.style.width = `${Math.round(100 * done)}%`;
    const words = number > 0 ? tr("page.question", { number, count: k_steps.length }) : tr("page.question.all");
    return el("header", {},
        el("p", { class: "name" }, tr("page.title"), content.practice.name && el("span", { class: "practice" }, content.practice.name)),
        el("div", { class: "progress", role: "progressbar", "aria-label": tr("page.progress"), "aria-valuemin": 0,
            "aria-valuemax": k_steps.length, "aria-valuenow": number > 0 ? number : k_steps.length, "aria-valuetext": words }, bar),
        el("p", { class: "count", "aria-hidden": "true" }, words),
        page.step !== "language" && content.languages.length > 1 && language_chooser());
}

function language_chooser() {
    const chooser = el("select", { class: "language", "aria-label": tr("page.language.label"), onchange: (event) => {
        speak(event.target.value);
        document.querySelector("select.language").focus();
    } }, content.languages.map((language) => el("option", { value: language.code, lang: language.code,
        selected: language.code === said.language }, language.name)));
    return chooser;
}

function speak(language) {
    said.language = language;
    show(page, true);
    const chosen = document.querySelector("main input:checked");
    if (page.step === "language" && chosen) chosen.focus();
}

function footer() {
    const last = page.step === "review";
    const words = last ? tr("page.make-file") : returning ? tr("page.to-review") : tr("page.next");
    return el("footer", {},
        trail.length > 0 ? button(tr("page.back"), "second", back, { "data-do": "back" }) : el("span", {}),
        page.step !== "done" && el("button", { type: "submit", class: "main", "data-do": "next" }, words));
}

function welcome() {
    return el("ul", { class: "card welcome" }, ["page.welcome.short", "page.welcome.private", "page.welcome.unread"]
        .map((key) => el("li", {}, tr(key))));
}

// ---- The file

const said_token = () => content.token || link.token || said.token.trim();

/// Without the members that were not answered.
function answers() {
    const asked = [...content.health, ...warnings_asked()];
    return {
        format: "palpate-intake-answers", version: 1, token: said_token(), language: said.language,
        made: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        client: { name: said.client.name.trim(), birth: said.client.birth || "", phone: said.client.phone.trim(),
            email: said.client.email.trim() },
        consents: content.consents.filter((consent) => said.consents.has(consent.id))
            .map((consent) => ({ text: consent.id, version: consent.version })),
        no_pain: said.no_pain,
        marks: said.marks.filter((mark) => mark.now !== null).map((mark) => ({ place: mark.place, kind: mark.kind, now: mark.now,
            qualities: [...mark.qualities], onset: mark.onset, constancy: mark.constancy, better_with: [...mark.better_with],
            worse_with: [...mark.worse_with], note: mark.note.trim() })),
        goals: said.goals,
        answers: asked.filter((item) => said.answers.has(item.id))
            .map((item) => ({ question: item.id, answer: said.answers.get(item.id) })),
        pressure: said.pressure, oil: said.oil, avoid: [...said.avoid], note: said.note.trim(),
    };
}

function from_base64url(text) {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
        all.set(part, at);
        at += part.length;
    }
    return all;
}

/// libsodium's crypto_box_seal. The secret half of the one-time key is wiped: then nobody but the practice can open it,
/// not even this page.
function sealed(bytes, key) {
    const once = nacl.box.keyPair();
    const nonce = blake2b(joined(once.publicKey, key), nacl.box.nonceLength);
    const box = nacl.box(bytes, nonce, key, once.secretKey);
    once.secretKey.fill(0);
    return joined(once.publicKey, box);
}

function file_bytes() {
    const text = new TextEncoder().encode(JSON.stringify(answers()));
    const padded = new Uint8Array(Math.ceil(text.length / k_padding) * k_padding).fill(0x20);
    padded.set(text);
    const magic = new TextEncoder().encode("BMIN");
    return joined(magic, Uint8Array.of(1), from_base64url(content.fingerprint), sealed(padded, from_base64url(content.key)));
}

function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function save() {
    const bytes = file_bytes();
    if (bytes.length > k_largest_file) {
        show_problem({ text: tr("page.too-long"), at: document.querySelector("main") });
        return false;
    }
    saved_name = `intake-${today()}.bmin`;
    const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    const anchor = el("a", { href: address, download: saved_name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // some phones read it only after asking where to put it
    something_is_said = false;
    return true;
}

// ---- Starting

/// 26 letters and digits, however they were typed; empty for what is no token.
function tidy_token(text) {
    const tidy = text.replace(/[\s-]/g, "");
    return /^[A-Za-z0-9]{26}$/.test(tidy) ? tidy : "";
}

/// What "#v1.<key>.<fingerprint>.<token>" says.
function read_link(hash) {
    const parts = hash.replace(/^#/, "").split(".");
    if (parts.length !== 4 || parts[0] !== "v1") return { token: "" };
    if (parts[1] !== content.key || parts[2] !== content.fingerprint) return { token: "", is_elsewhere: true };
    return { token: tidy_token(parts[3]) };
}

function key_is_whole() {
    try {
        const key = from_base64url(content.key);
        const told = from_base64url(content.fingerprint);
        return key.length === 32 && told.length === 8 && blake2b(key, 8).every((byte, i) => byte === told[i]);
    } catch (no_base64) {
        return false;
    }
}

function stop(text) {
    document.documentElement.lang = said.language;
    document.title = tr("page.title");
    document.getElementById("page").replaceChildren(el("main", { class: "plain" }, el("h1", {}, tr("page.title")),
        el("p", { role: "alert", class: "notice" }, text)));
}

const link = read_link(location.hash);
said.language = (navigator.languages || []).map((language) => language.slice(0, 2))
    .find((code) => content.languages.some((each) => each.code === code)) || content.languages[0].code;
document.body.append(el("p", { id: "announcer", class: "away", role: "status" }));
if (!key_is_whole()) stop(tr("page.stop.damaged"));
else if (link.is_elsewhere) stop(tr("page.stop.elsewhere"));
else show(pages()[0]);
})();
