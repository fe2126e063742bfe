// The client's page in a real browser, from its first question to the opened file.
//
//   node tests/page/page_test.mjs [finger|keyboard|edges] [--page F.html --secret FILE] [--hash '#v1...'] [--out DIR] [--pictures DIR]
//
// Without --page it fills a page with sample_content.mjs. --secret names a file {"secret", "fingerprint"} (base64url) for opening
// what a page of the program has sealed; without it only the file's head is looked at. AXE_CORE may name axe.min.js.
// Exit codes: 0 all is well, 1 something is not, 77 there is no browser here.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser, find_browser } from "./browser.mjs";
import { fill_page, find_library, words_of } from "./fill_page.mjs";
import { Finger, Keyboard } from "./hands.mjs";
import { sample_content } from "./sample_content.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "..", "..");
const python = process.env.PAGE_PYTHON || "python3";
const k_name = "Käthe O’Neill <b>";
const k_token = "7K3QM9FPD2XH4JWT6BNR8CVYZA";

const options = { pictures: "", out: "", page: "", secret: "", hash: "" };
const wanted = [];
for (let i = 2; i < process.argv.length; ++i) {
    const name = process.argv[i].replace(/^--/, "");
    if (name in options) options[name] = process.argv[++i];
    else wanted.push(name);
}

function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(77);
}

const has_opener = (() => {
    try {
        execFileSync(python, ["-c", "import nacl.bindings"], { stdio: "ignore" });
        return true;
    } catch {
        return false;
    }
})();
const program = find_browser();
if (!program) skip("no Chromium here");
if (!options.page && !find_library()) skip("node-tweetnacl is not installed");
if (!options.page && !has_opener) skip("no python3-nacl here to open the file with");

const k_axe_places = [process.env.AXE_CORE,
    join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "palpate-third-party", "axe-core", "axe.min.js")];
const axe_file = k_axe_places.find((name) => name && existsSync(name)) || "";
const axe = axe_file && readFileSync(axe_file, "utf8");
if (!axe) console.log("skipped: axe-core is not here (AXE_CORE names axe.min.js); all other checks run");

const work = mkdtempSync(join(tmpdir(), "page-work-"));
const out = options.out || join(work, "out");
mkdirSync(out, { recursive: true });

const keys = options.page ? (options.secret ? JSON.parse(readFileSync(options.secret, "utf8")) : null)
    : JSON.parse(execFileSync(python, [join(here, "open_answers.py"), "keys"], { encoding: "utf8" }));

function write_page(name, more = {}) {
    const made = { ...sample_content({ keys, words: words_of(root), token: more.token || "" }), ...more };
    const file = join(work, name);
    writeFileSync(file, fill_page(root, made));
    return pathToFileURL(file).href;
}
const address_of_page = (token) => (options.page ? pathToFileURL(resolve(options.page)).href + options.hash
    : write_page("page.html", { token }));

function open_saved(name) {
    const file = join(out, name);
    const head = readFileSync(file);
    assert.equal(head.subarray(0, 5).toString("latin1"), "BMIN\x01");
    assert.equal((head.length - 13 - 48) % 4096, 0, "padded to 4096 bytes, and 48 for the seal");
    if (!keys) return null;
    return JSON.parse(execFileSync(python, [join(here, "open_answers.py"), "open", file],
        { input: JSON.stringify(keys), encoding: "utf8" }));
}

// ---- What every page must be

async function look_at(tab, step, complain, { narrow = true } = {}) {
    for (const dark of [false, true]) {
        await tab.media({ dark });
        if (!axe) continue;
        const found = await tab.run(() => window.axe.run(document, { preload: false, resultTypes: ["violations"] })
            .then(({ violations }) => violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
                .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`)));
        for (const each of found) complain(`${step}${dark ? ", dark" : ""}: axe finds ${each}`);
    }
    await tab.media({ dark: false });
    const small = await tab.run(() => [...document.querySelectorAll("button, input, select, textarea, summary, a, label.chip")]
        .map((node) => (node.matches(".chip input") ? node.nextElementSibling : node)).filter((node) => node.checkVisibility())
        .filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width < 44 || box.height < 44;
        }).map((node) => node.outerHTML.slice(0, 100)));
    for (const each of small) complain(`${step}: smaller than 44 px: ${each}`);
    const titled = await tab.run(() => document.title.includes(document.querySelector("h1").textContent));
    if (!titled) complain(`${step}: the title of the document does not tell the question`);
    if (!narrow) return;
    for (const [width, height] of [[320, 640], [640, 400]]) { // a small phone; 1280x800 at 200 %
        await tab.resize(width, height);
        const wide = await tab.run(() => [...document.querySelectorAll("#page *")].filter((node) => node.checkVisibility()
            && !node.closest("svg, .away") && node.getBoundingClientRect().right > innerWidth + 1)
            .map((node) => node.outerHTML.slice(0, 100)));
        const scrolls = await tab.run(() => document.scrollingElement.scrollWidth > innerWidth);
        if (scrolls || wide.length > 0) complain(`${step}: wider than ${width} px: ${wide[0] || "the page"}`);
    }
    await tab.restore_size();
}

const step_of = (tab) => tab.run(() => {
    const main = document.querySelector("main");
    return `${main.dataset.step}${main.dataset.part > 0 ? `-${Number(main.dataset.part) + 1}` : ""}`;
});

/// A page that is open and ready, with everything that watches it.
async function open(browser, address, tab_options) {
    const tab = await browser.open_tab({ downloads: out, ...tab_options });
    const complain = (text) => tab.complaints.push(text);
    await tab.media({});
    await tab.go("about:blank");
    await tab.go(address);
    if (axe) await tab.run(`() => { ${axe}; }`);
    return { tab, complain };
}

async function take_picture(tab, name, { dark = false, whole = false } = {}) {
    if (!options.pictures) return;
    mkdirSync(options.pictures, { recursive: true });
    await tab.media({ dark });
    writeFileSync(join(options.pictures, `${name}${dark ? "-dark" : ""}.png`), await tab.picture({ whole }));
    await tab.media({});
}

// ---- From start to file

/// What a client could answer, of whatever content the page has.
async function make_plan(tab) {
    return tab.run(() => {
        const content = JSON.parse(document.getElementById("content").textContent);
        const ids = new Set(content.places.map((place) => place.id));
        const in_back = new Set(content.views.filter((view) => view.id === "back").flatMap((view) => view.places.map((each) => each.place)));
        const both = content.places.map((place) => place.id).filter((id) => id.endsWith(".left") && in_back.has(id)
            && ids.has(id.replace(".left", ".right")));
        const pick = (list, at = 0) => (list.length > 0 ? list[Math.min(at, list.length - 1)].id : "");
        const wished = both.filter((id) => id.startsWith("shoulder-blade"));
        const first = wished[0] || both[0];
        return { content, first, first_right: first.replace(".left", ".right"), second: both.find((id) => id !== first),
            avoid: content.places[0].id, kind: pick(content.kinds, 1), onset: pick(content.onsets, 2), quality: pick(content.qualities),
            constancy: pick(content.constancies), better: pick(content.influences), worse: pick(content.influences, 1),
            goals: [pick(content.goals, 1), pick(content.goals)], pressure: pick(content.pressures, 2), oil: pick(content.oils) };
    });
}

const chip = (legend, value) => `fieldset:nth-of-type(${legend}) input[value="${value}"]`;
const nth = (list, id) => list.findIndex((item) => item.id === id) + 1;
const box_of = (legend, list, id) => `.about-mark fieldset:nth-of-type(${legend}) label:nth-child(${nth(list, id)}) input`;

async function walk({ tab, complain }, hands, name) {
    const plan = await make_plan(tab);
    const { content } = plan;
    const costs = [];
    let counted = 0;
    const seen = new Set();
    const now_at = async (picture = "") => {
        const step = picture || await step_of(tab);
        await look_at(tab, step, complain);
        if (seen.has(step)) return;
        seen.add(step);
        const number = String(seen.size).padStart(2, "0");
        await take_picture(tab, `${name}-${number}-${step}`);
        if (/^(where|warnings|review)/.test(step)) await take_picture(tab, `${name}-${number}-${step}`, { dark: true });
    };
    const go_on = async () => {
        const before = await step_of(tab);
        await now_at();
        await hands.press("[data-do=next]");
        const after = await step_of(tab);
        assert.notEqual(after, before, await tab.run(() => (document.querySelector(".error") || { textContent: "it stays" }).textContent));
        const focused = await tab.run(() => document.activeElement.matches("h1"));
        if (!focused) complain(`${after}: the heading has not the focus`);
        costs.push(`${before} ${hands.count - counted}`);
        counted = hands.count;
        return after;
    };
    const expect_text = async (selector, text) => {
        const shown = await tab.run((wanted_node) => (document.querySelector(wanted_node) || { textContent: "" }).textContent, selector);
        assert.ok(shown.includes(text), `${selector} shows "${shown}", not "${text}"`);
    };
    const names = (list, id) => list.find((item) => item.id === id).names.en;

    if (await step_of(tab) === "language") {
        await hands.choose("main input[value=de]");
        await expect_text("h1", content.words.de["page.language.title"]);
        await hands.choose("main input[value=en]");
        await go_on();
    }
    assert.equal(await step_of(tab), "who");
    await now_at();
    await hands.press("[data-do=next]"); // without a name
    await expect_text(".error", content.words.en["page.missing.name"]);
    await look_at(tab, "who, name missing", complain, { narrow: false });
    await hands.write("main .field:nth-of-type(1) input", k_name);
    for (const [at, text] of [["day", "7"], ["day + .day", "3"], ["year", "1980"]]) await hands.write(`.birth .${at} input`, text);
    await hands.write("input[type=tel]", "+49 30 1234");
    await hands.write("input[type=email]", "k@example.org");
    const asks_token = await tab.run(() => Boolean(document.querySelector("input[spellcheck=false]")));
    if (asks_token) await hands.write("input[spellcheck=false]", `${k_token.slice(0, 13)} ${k_token.slice(13)}`);
    let step = await go_on();
    if (step === "consent") {
        const needed = content.consents.map((consent, i) => (consent.needed ? i : -1)).filter((i) => i >= 0);
        for (const i of needed) await hands.choose(`.consent:nth-of-type(${i + 1}) input`);
        step = await go_on();
    }

    assert.equal(step, "where");
    await now_at();
    await hands.press("[data-do=next]"); // without a mark
    await expect_text(".error", content.words.en["page.missing.mark"]);
    await hands.mark(plan.first);
    await hands.rate(6);
    await now_at("where-read-back");
    await expect_text(".read-back .said", `${names(content.places, plan.first)}: ${names(content.kinds, content.kinds[0].id)}, 6 of 10`);
    await hands.press("[data-do=other-side]");
    await expect_text(".read-back .said", names(content.places, plan.first_right));
    await hands.press("[data-do=yes]");
    await now_at("where-one-mark");
    await hands.mark(plan.second);
    await hands.choose(`.editor fieldset:not(.rating) input[value="${plan.kind}"]`);
    await hands.rate(3);
    await hands.press("[data-do=yes]");
    await hands.mark(plan.first); // and away again
    await hands.rate(9);
    await now_at("where-third-mark");
    await hands.press("[data-do=remove]");
    await hands.choose("main .marks .mark:nth-child(1) button");
    await hands.rate(7);
    await hands.press("[data-do=yes]");
    step = await go_on();

    if (step === "feeling") {
        await hands.choose(box_of(1, content.qualities, plan.quality));
        await go_on();
        await hands.press(".about-mark, main > button.wide".split(", ")[1]);
        step = await go_on();
    }
    assert.equal(step, "since");
    if (plan.onset) await hands.choose(chip(1, plan.onset));
    if (plan.constancy) await hands.choose(chip(2, plan.constancy));
    if (plan.better) await hands.choose(box_of(3, content.influences, plan.better));
    if (plan.worse) await hands.choose(box_of(4, content.influences, plan.worse));
    await hands.write("main textarea", "after gardening\nand lifting");
    await go_on();
    step = await go_on(); // nothing for the second mark
    if (step === "goals") {
        for (const goal of new Set(plan.goals)) await hands.press(`[data-goal="${goal}"]`);
        step = await go_on();
    }

    const said = new Map();
    for (let first = true; step.startsWith("health"); first = false) {
        const asked = await tab.run(() => [...document.querySelectorAll("[data-question]")].map((each) => each.dataset.question));
        if (first) {
            await hands.choose(`[data-question="${asked[0]}"] input[value=yes]`);
            if (asked[1]) await hands.choose(`[data-question="${asked[1]}"] input[value=unsure]`);
        }
        await hands.press("[data-do=none]");
        asked.forEach((id, i) => said.set(id, first && i < 2 ? ["yes", "unsure"][i] : "no"));
        step = await go_on();
    }
    for (let first = true; step.startsWith("warnings"); first = false) {
        const asked = await tab.run(() => [...document.querySelectorAll("[data-question]")].map((each) => each.dataset.question));
        if (first) {
            await hands.choose(`[data-question="${asked[0]}"] input[value=yes]`);
            await expect_text(`[data-question="${asked[0]}"] .action`, content.warnings.find((each) => each.id === asked[0]).action.en);
        }
        await hands.press("[data-do=none]");
        asked.forEach((id, i) => said.set(id, first && i === 0 ? "yes" : "no"));
        step = await go_on();
    }

    assert.equal(step, "preferences");
    if (plan.pressure) await hands.choose(chip(1, plan.pressure));
    if (plan.oil) await hands.choose(chip(2, plan.oil));
    await hands.press("main details > summary");
    await hands.press(`main details .part:nth-of-type(${1 + content.parts.filter((part) => content.places.some((place) => place.part === part.id))
        .findIndex((part) => part.id === content.places[0].part)}) > summary`);
    await hands.press(`main details [data-place="${plan.avoid}"]`);
    await hands.write("main > .field textarea", "Please no music.");
    assert.equal(await go_on(), "review");

    await take_picture(tab, `${name}-review-whole`, { whole: true });
    await expect_text("main", k_name);
    await expect_text("main", `${names(content.places, plan.first_right)}: ${names(content.kinds, content.kinds[0].id)}, 7 of 10`);
    await expect_text("main .again", content.warnings.find((each) => said.get(each.id) === "yes").action.en);
    await hands.press("[data-change=goals]");
    assert.equal(await step_of(tab), "goals");
    await hands.press("[data-do=back]");
    assert.equal(await step_of(tab), "review");
    await hands.press("[data-change=where]");
    await hands.press("[data-do=next]");
    assert.equal(await step_of(tab), "review", "a change leads back to the overview");

    const saved_before = readdirSync(out).length;
    assert.equal(await go_on(), "done");
    await until(() => readdirSync(out).filter((file) => file.endsWith(".bmin")).length > saved_before, "the file is saved");
    await now_at();
    await take_picture(tab, `${name}-done-whole`, { whole: true });
    const file = readdirSync(out).find((each) => each.endsWith(".bmin"));
    assert.match(file, /^intake-\d{4}-\d\d-\d\d\.bmin$/);
    const opened = open_saved(file);
    if (opened) {
        assert.ok(Math.abs(Date.parse(opened.made) - Date.now()) < 600000, "made now");
        const mark = (place, kind, now, more) => ({ place, kind, now, qualities: plan.quality ? [plan.quality] : [], onset: "",
            constancy: "", better_with: [], worse_with: [], note: "", ...more });
        assert.deepEqual(opened, {
            format: "palpate-intake-answers", version: 1, token: opened.token, language: "en", made: opened.made,
            client: { name: k_name, birth: "1980-03-07", phone: "+49 30 1234", email: "k@example.org" },
            consents: content.consents.filter((consent) => consent.needed).map(({ id, version }) => ({ text: id, version })),
            no_pain: false,
            marks: [mark(plan.first_right, content.kinds[0].id, 7, { onset: plan.onset, constancy: plan.constancy,
                better_with: [plan.better], worse_with: [plan.worse], note: "after gardening\nand lifting" }),
            mark(plan.second, plan.kind, 3)],
            goals: [...new Set(plan.goals)],
            answers: [...said].map(([question, answer]) => ({ question, answer })),
            pressure: plan.pressure, oil: plan.oil, avoid: [plan.avoid], note: "Please no music.",
        });
        if (asks_token) assert.equal(opened.token, k_token);
        else if (content.token) assert.equal(opened.token, content.token);
    }
    console.log(`${name}: ${hands.count} ${hands.name} for everything (${costs.join(", ")})`);
}

async function until(holds, what) {
    for (let waited = 0; waited < 10000; waited += 50) {
        if (holds()) return;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`waited too long: ${what}`);
}

/// The shortest way: a name, what must be agreed to, one place, and nothing else.
async function walk_short({ tab }, hands, name) {
    const plan = await make_plan(tab);
    let costs = 0;
    for (let step = await step_of(tab); step !== "done"; step = await step_of(tab)) {
        if (step === "who") await hands.write("main .field:nth-of-type(1) input", "Ann");
        if (step === "consent") {
            for (const [i, consent] of plan.content.consents.entries()) {
                if (consent.needed) await hands.choose(`.consent:nth-of-type(${i + 1}) input`);
            }
        }
        if (step === "where") {
            const before = hands.count;
            await hands.mark(plan.first);
            await hands.rate(6);
            await hands.press("[data-do=yes]");
            costs = hands.count - before;
        }
        await hands.press("[data-do=next]");
    }
    console.log(`${name}, the shortest way: ${hands.count} ${hands.name}; ${costs} of them for the place`);
}

// ---- Flows

const k_phone = { width: 390, height: 844, touch: true, scale: 2 };
const k_desktop = { width: 1280, height: 800 };

const flows = {
    async finger(browser) {
        const view = await open(browser, address_of_page(k_token), k_phone);
        await walk(view, new Finger(view.tab), "phone");
        await ends_well(view);
        const short = await open(browser, address_of_page(k_token), k_phone);
        await walk_short(short, new Finger(short.tab), "phone");
        await ends_well(short);
    },

    async keyboard(browser) {
        const view = await open(browser, address_of_page(""), k_desktop);
        await walk(view, new Keyboard(view.tab, view.complain), "desktop");
        await ends_well(view);
        const short = await open(browser, address_of_page(""), k_desktop);
        await walk_short(short, new Keyboard(short.tab, short.complain), "desktop");
        await ends_well(short);
    },

    /// What is rare: links, a damaged page, one's own way back, leaving, German, nothing that hurts, fingers beside a place.
    async edges(browser) {
        if (options.page) return;
        const text = words_of(root).en;
        const link = (key, fingerprint, token) => `#v1.${key}.${fingerprint}.${token}`;
        const shows = (tab, words) => tab.run((wanted_words) => document.body.textContent.includes(wanted_words), words);

        const plain = write_page("edges.html");
        const elsewhere = await open(browser, plain + link(keys.key.replace(/^./, (each) => (each === "A" ? "B" : "A")), keys.fingerprint, k_token), k_phone);
        assert.ok(await shows(elsewhere.tab, text["page.stop.elsewhere"]), "a link of another page is told");
        await ends_well(elsewhere);

        const damaged = await open(browser, write_page("damaged.html", { fingerprint: "AAAAAAAAAAA" }), k_phone);
        assert.ok(await shows(damaged.tab, text["page.stop.damaged"]), "a page with another fingerprint is told");
        await ends_well(damaged);

        const german = await open(browser, plain + link(keys.key, keys.fingerprint, k_token), { ...k_phone, language: "de" });
        const { tab } = german;
        const finger = new Finger(tab);
        assert.equal(await tab.run(() => document.documentElement.lang), "de");
        await finger.press("[data-do=next]");
        assert.ok(await tab.run(() => !document.querySelector("input[spellcheck=false]")), "the token came with the link");
        await take_picture(tab, "phone-german-who");
        await finger.write("main .field:nth-of-type(1) input", "Anna");
        await finger.write(".birth .day input", "31");
        await finger.write(".birth .day + .day input", "2");
        await finger.write(".birth .year input", "1980");
        await finger.press("[data-do=next]");
        assert.ok(await shows(tab, words_of(root).de["page.missing.birth"]));
        await tab.run(() => document.querySelectorAll(".birth input").forEach((input) => {
            input.value = "";
            input.dispatchEvent(new Event("input"));
        }));
        await finger.press("[data-do=next]");
        assert.equal(await step_of(tab), "consent");
        await tab.run(() => history.back());
        await until_step(tab, "who");
        await finger.press("[data-do=next]");
        await finger.press(".consent:nth-of-type(1) input");
        await finger.press("[data-do=next]");
        assert.equal(await step_of(tab), "where");
        await tap_beside(tab);
        await take_picture(tab, "phone-german-mark");
        await finger.rate(2);
        assert.ok(await shows(tab, "Ihre rechte Schulter, oben: Schmerz, 2 von 10. Stimmt das?"));
        await finger.press("[data-do=remove]");
        await finger.press("[data-do=nothing]");
        assert.equal(await step_of(tab), "goals", "nothing hurts: nothing is asked of it");
        await finger.press("[data-do=back]");
        assert.equal(await tab.run(() => document.querySelector("[data-do=nothing]").getAttribute("aria-pressed")), "true");
        await finger.press("[data-do=nothing]");
        await tab.run(() => { document.querySelector("select.language").value = "en"; document.querySelector("select.language")
            .dispatchEvent(new Event("change")); });
        assert.ok(await shows(tab, text["page.goals.title"]), "another language in the middle");
        await tab.go("about:blank");
        assert.deepEqual(tab.dialogs, ["beforeunload"], "leaving asks first");
        await ends_well(german);

        const unsure = await open(browser, plain, k_phone);
        await asks_again(unsure.tab, text);
        await ends_well(unsure);

        const large = await open(browser, plain, { width: 640, height: 400 });
        await large.tab.run(() => { document.documentElement.style.fontSize = "200%"; });
        assert.ok(await large.tab.run(() => document.scrollingElement.scrollWidth <= innerWidth), "letters of twice the size");
        await ends_well(large);
    },
};

async function until_step(tab, step) {
    for (let waited = 0; waited < 5000; waited += 50) {
        if (await step_of(tab) === step) return;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`waited too long for ${step}`);
}

/// Just outside the right shoulder, in front: a finger is no needle.
async function tap_beside(tab) {
    const at = await tab.run(() => {
        document.querySelector(".figures").scrollIntoView({ block: "center" });
        const path = document.querySelector('[data-view=front] [data-place="shoulder-top.right"]');
        const box = path.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top - 4, inside: Boolean(document.elementFromPoint(box.left + box.width / 2, box.top - 4)
            .closest("path")) };
    });
    assert.ok(!at.inside);
    await tab.tap(at.x, at.y);
    assert.equal(await tab.run(() => document.querySelector(".editor h2").textContent), "Ihre rechte Schulter, oben");
}

/// A place without a number, or changed and not read back, is never passed over; a whole link is taken for the code in it.
async function asks_again(tab, text) {
    const hand = new Finger(tab);
    const error = () => tab.run(() => (document.querySelector(".error") || { textContent: "" }).textContent);
    await hand.press("[data-do=next]");
    await hand.write("main .field:nth-of-type(1) input", "Ann");
    const link = (key) => `https://example.org/#v1.${key}.${keys.fingerprint}.${k_token}`;
    await hand.write("input[spellcheck=false]", link("x"));
    await hand.press("[data-do=next]");
    assert.ok((await error()).startsWith(text["page.missing.token-elsewhere"]));
    await tab.run(() => { document.querySelector("input[spellcheck=false]").value = ""; });
    await hand.write("input[spellcheck=false]", link(keys.key));
    await hand.press("[data-do=next]");
    await hand.press("[data-do=next]"); // without agreeing
    assert.ok((await error()).startsWith(text["page.missing.consent"]));
    await hand.press(".consent:nth-of-type(1) input");
    await hand.press("[data-do=next]");
    await hand.mark("calf.left");
    await hand.press("[data-do=next]");
    assert.ok((await error()).startsWith(text["page.missing.read-back"]));
    await hand.rate(4);
    await hand.press("[data-do=yes]");
    for (let step = ""; step !== "review"; step = await step_of(tab)) await hand.press("[data-do=next]");
    await hand.press("[data-change=where]");
    await hand.press("main .marks button");
    await hand.rate(5);
    await hand.press("[data-do=back]");
    assert.equal(await step_of(tab), "review");
    await hand.press("[data-do=next]");
    assert.equal(await step_of(tab), "where", "what was changed is read back first");
    await hand.press("[data-do=yes]");
    await hand.press("[data-do=next]");
    await hand.press("[data-do=next]");
    assert.equal(await step_of(tab), "done");
    await until(() => readdirSync(out).some((each) => each.endsWith(".bmin")), "the file is saved");
    const { token, marks } = open_saved(readdirSync(out).find((each) => each.endsWith(".bmin")));
    assert.equal(token, k_token);
    assert.deepEqual(marks.map(({ place, now }) => [place, now]), [["calf.left", 5]]);
    await hand.press("[data-do=again]");
    await until(() => [...tab.downloads.values()].filter((state) => state === "completed").length > 1, "it is saved again");
    await tab.go("about:blank");
    assert.deepEqual(tab.dialogs, [], "what is in a file may be left");
}

async function ends_well({ tab }) {
    const unique = [...new Set(tab.complaints)];
    await tab.close();
    assert.deepEqual(unique, []);
}

const browser = new Browser(program);
let failed = false;
for (const name of wanted.length > 0 ? wanted : Object.keys(flows)) {
    for (const file of readdirSync(out).filter((each) => each.endsWith(".bmin"))) rmSync(join(out, file));
    try {
        await flows[name](browser);
        console.log(`${name}: passed`);
    } catch (error) {
        failed = true;
        console.log(`${name}: FAILED: ${error.stack || error}`);
    }
}
await browser.close();
rmSync(work, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
