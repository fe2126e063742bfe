// Fills the page as the program does: one replacement for each placeholder, and hashes of exactly what stands between the tags.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const k_libraries = ["/usr/share/nodejs/tweetnacl/nacl-fast.js"]; // Debian's node-tweetnacl

/// The library that seals; empty where it is not installed.
export const find_library = () => k_libraries.find(existsSync) || "";

export function fill_page(root, content) {
    const assets = join(root, "assets", "intake_page");
    const read = (name) => readFileSync(join(assets, name), "utf8");
    const script = [readFileSync(find_library(), "utf8"), read("blake2b.js"), read("page.js")].join("\n");
    const style = read("page.css");
    const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const parts = {
        script, style, content: JSON.stringify(content).replaceAll("<", "\\u003c"),
        csp: `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
    };
    if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error("a tag would end too early");
    return read("page.html").replace(/\{\{(style|script|content|csp)\}\}/g, (hole, name) => parts[name]);
}

export const words_of = (root) => Object.fromEntries(["en", "de"].map((language) => [language,
    JSON.parse(readFileSync(join(root, "assets", "i18n", language, "intake_page.json"), "utf8"))]));
