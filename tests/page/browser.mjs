// A headless Chromium, driven through its debugging pipe: nothing but Node is needed, and no port is opened.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const k_programs = ["chromium-headless-shell", "chromium", "google-chrome"];
const k_patience_ms = 30000;

/// The browser's program, from PAGE_BROWSER or the path; empty where there is none.
export function find_browser() {
    if (process.env.PAGE_BROWSER) return process.env.PAGE_BROWSER;
    const folders = (process.env.PATH || "").split(":");
    return k_programs.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync) || "";
}

export class Browser {
    constructor(program) {
        this.home = mkdtempSync(join(tmpdir(), "page-test-"));
        this.process = spawn(program, ["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
            "--hide-scrollbars", "--force-color-profile=srgb", `--user-data-dir=${this.home}`, "about:blank"],
        { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, HOME: this.home } });
        this.waiting = new Map();
        this.last_id = 0;
        this.listeners = new Set();
        let rest = Buffer.alloc(0);
        this.process.stdio[4].on("data", (piece) => {
            rest = Buffer.concat([rest, piece]);
            for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
                this.#take(JSON.parse(rest.subarray(0, end).toString()));
                rest = rest.subarray(end + 1);
            }
        });
        this.process.stdio[3].on("error", () => {}); // it ended while something was still being said to it
    }

    #take(message) {
        const asked = this.waiting.get(message.id);
        if (!asked) {
            for (const listener of this.listeners) listener(message);
            return;
        }
        this.waiting.delete(message.id);
        clearTimeout(asked.timer);
        if (message.error) asked.reject(new Error(`${asked.method}: ${message.error.message}`));
        else asked.resolve(message.result);
    }

    send(method, params = {}, session = undefined) {
        const id = ++this.last_id;
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), k_patience_ms);
            this.waiting.set(id, { method, resolve, reject, timer });
            this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
        });
    }

    async open_tab(options) {
        const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
        const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
        const tab = new Tab(this, sessionId, targetId);
        await tab.prepare(options);
        return tab;
    }

    async close() {
        await Promise.race([this.send("Browser.close").catch(() => {}), new Promise((done) => setTimeout(done, 3000))]);
        if (this.process.exitCode === null) {
            await Promise.race([new Promise((done) => this.process.once("exit", done)),
                new Promise((done) => setTimeout(done, 3000))]);
        }
        if (this.process.exitCode === null) this.process.kill("SIGKILL");
        rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
    }
}

const k_keys = {
    Tab: [9, ""], Enter: [13, "\r"], " ": [32, " "], ArrowRight: [39, ""], ArrowLeft: [37, ""], ArrowDown: [40, ""],
    Escape: [27, ""],
};

/// One page. It notes whatever the page must never do in `complaints`.
export class Tab {
    constructor(browser, session, target) {
        Object.assign(this, { browser, session, target, complaints: [], dialogs: [], downloads: new Map() });
    }

    send(method, params) {
        return this.browser.send(method, params, this.session);
    }

    async prepare({ width, height, touch = false, scale = 1, downloads, language = "en" }) {
        this.size = { width, height, scale, touch };
        this.browser.listeners.add((message) => this.#notice(message));
        for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.send(`${domain}.enable`);
        await this.resize(width, height);
        await this.send("Emulation.setTouchEmulationEnabled", { enabled: touch, maxTouchPoints: touch ? 5 : 1 });
        await this.send("Emulation.setUserAgentOverride", { userAgent: "page test", acceptLanguage: language });
        await this.send("Page.addScriptToEvaluateOnNewDocument", { source: `addEventListener("securitypolicyviolation",
            (event) => console.error("content security policy: " + event.violatedDirective + " " + event.blockedURI))` });
        if (downloads) {
            await this.browser.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads, eventsEnabled: true });
        }
    }

    resize(width, height) {
        return this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: this.size.scale,
            mobile: this.size.touch });
    }

    restore_size() {
        return this.resize(this.size.width, this.size.height);
    }

    media({ dark = false, still = true }) {
        return this.send("Emulation.setEmulatedMedia", { features: [
            { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
            { name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference" }] });
    }

    #notice({ method, params, sessionId }) {
        if (method === "Browser.downloadProgress") this.downloads.set(params.guid, params.state);
        if (sessionId !== this.session) return;
        if (method === "Network.requestWillBeSent" && !/^(file|data|blob|about):/.test(params.request.url)) {
            this.complaints.push(`it asked the network for ${params.request.url}`);
        } else if (method === "Runtime.consoleAPICalled" && ["error", "warning"].includes(params.type)) {
            this.complaints.push(`console: ${params.args.map((each) => each.value || each.description).join(" ")}`);
        } else if (method === "Runtime.exceptionThrown") {
            const thrown = params.exceptionDetails;
            this.complaints.push(`thrown: ${(thrown.exception || {}).description || thrown.text}`);
        } else if (method === "Log.entryAdded" && params.entry.level === "error") {
            this.complaints.push(`log: ${params.entry.text}`);
        } else if (method === "Page.javascriptDialogOpening") {
            this.dialogs.push(params.type);
            this.send("Page.handleJavaScriptDialog", { accept: true }).catch(() => {});
        }
    }

    async go(url) {
        const loaded = new Promise((resolve) => {
            const listener = ({ method, sessionId }) => {
                if (sessionId !== this.session || method !== "Page.loadEventFired") return;
                this.browser.listeners.delete(listener);
                resolve();
            };
            this.browser.listeners.add(listener);
        });
        await this.send("Page.navigate", { url });
        await loaded;
    }

    /// The value of a function run in the page with these arguments, which JSON can carry.
    async run(body, ...values) {
        const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
            expression: `(${body})(...${JSON.stringify(values)})`, returnByValue: true, awaitPromise: true });
        if (exceptionDetails) throw new Error((exceptionDetails.exception || {}).description || exceptionDetails.text);
        return result.value;
    }

    async tap(x, y) {
        if (!this.size.touch) throw new Error("this page is not for fingers");
        await this.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
        await this.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
        await this.run(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 20)); }));
    }

    async press(key, { shift = false } = {}) {
        const [code, text] = k_keys[key] || [key.toUpperCase().charCodeAt(0), key];
        const common = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: code, modifiers: shift ? 8 : 0 };
        await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...common, text });
        await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
    }

    write(text) {
        return this.send("Input.insertText", { text });
    }

    async picture({ whole = false } = {}) {
        const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
        return Buffer.from(data, "base64");
    }

    async close() {
        await this.browser.send("Target.closeTarget", { targetId: this.target });
    }
}
