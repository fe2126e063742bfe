// The page's BLAKE2b against libsodium's, at all lengths around its blocks, and the example of RFC 7693.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = readFileSync(join(here, "..", "..", "assets", "intake_page", "blake2b.js"), "utf8");
const blake2b = new Function(`${source}; return blake2b;`)();
const hexadecimal = (bytes) => Buffer.from(bytes).toString("hex");

assert.equal(hexadecimal(blake2b(new TextEncoder().encode("abc"), 64)),
    "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");

const python = process.env.PAGE_PYTHON || "python3";
try {
    execFileSync(python, ["-c", "import nacl.bindings"], { stdio: "ignore" });
} catch {
    console.log("skipped: no python3-nacl here to compare with");
    process.exit(77);
}
const cases = [];
for (const length of [0, 1, 3, 31, 32, 64, 127, 128, 129, 255, 256, 257, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    for (const size of [16, 24, 32, 64]) cases.push({ bytes, size });
}
const said = execFileSync(python, [join(here, "open_answers.py"), "hash"],
    { input: cases.map(({ bytes, size }) => `${hexadecimal(bytes)} ${size}`).join("\n") + "\n", encoding: "utf8" }).trim().split("\n");
cases.forEach(({ bytes, size }, i) => assert.equal(hexadecimal(blake2b(bytes, size)), said[i], `${bytes.length} bytes, ${size}`));
console.log(`${cases.length} digests as libsodium makes them`);
