// Two ways to work the page: a finger on glass, and a keyboard alone. Both do the same things and count what they cost.

/// What is asked of an element, in the page: where its middle is, once it is in view.
const k_place_of = (selector) => {
    const found = document.querySelector(selector);
    const node = found && found.matches(".chip input") ? found.nextElementSibling : found;
    if (!node) return null;
    const box = node.getBoundingClientRect();
    const bottom = document.querySelector("footer") ? document.querySelector("footer").getBoundingClientRect().top : innerHeight;
    if (box.top < 0 || box.bottom > Math.min(bottom, innerHeight)) node.scrollIntoView({ block: "center" });
    const now = node.getBoundingClientRect();
    if (node.matches("path")) { // its middle may lie beside it
        const points = Array.from({ length: 81 }, (_, i) => ({ x: now.left + now.width * ((i % 9) + 0.5) / 9,
            y: now.top + now.height * (Math.floor(i / 9) + 0.5) / 9 }));
        const far = ({ x, y }) => Math.hypot(x - now.left - now.width / 2, y - now.top - now.height / 2);
        const hits = points.filter(({ x, y }) => document.elementFromPoint(x, y) === node).sort((a, b) => far(a) - far(b));
        return hits[0] || null;
    }
    return { x: now.left + now.width / 2, y: now.top + now.height / 2 };
};

export class Finger {
    constructor(tab) {
        Object.assign(this, { tab, count: 0, name: "taps" });
    }

    async press(selector) {
        const at = await this.tab.run(k_place_of, selector);
        if (!at) throw new Error(`nothing to tap: ${selector}`);
        ++this.count;
        await this.tab.tap(at.x, at.y);
    }

    choose(selector) {
        return this.press(selector);
    }

    async write(selector, text) {
        await this.press(selector);
        await this.tab.write(text);
    }

    /// A place, in the picture: the other pair of pictures is a tap away, where the place is in that one.
    async mark(place) {
        const in_sides = await this.tab.run((id) => !document.querySelector(`.figure.faces [data-place="${id}"]`), place);
        const pair = `.pair-chooser input[value=${in_sides ? "sides" : "faces"}]`;
        if (await this.tab.run((selector) => !document.querySelector(selector).checked, pair)) await this.press(pair);
        await this.press(`.figure.${in_sides ? "sides" : "faces"} [data-place="${place}"]`);
    }

    rate(now) {
        return this.press(`.rating input[value="${now}"]`);
    }
}

export class Keyboard {
    constructor(tab, complain) {
        Object.assign(this, { tab, complain, count: 0, name: "keys" });
    }

    async #key(key, more) {
        ++this.count;
        await this.tab.press(key, more);
    }

    /// By Tab alone, forwards or back. Every stop on the way must show that it has the focus.
    async reach(selector) {
        for (let steps = 0; steps < 120; ++steps) {
            const state = await this.tab.run((wanted) => {
                const goal = document.querySelector(wanted);
                const active = document.activeElement;
                const shown = active.matches(".chip input") ? active.nextElementSibling : active;
                const style = getComputedStyle(shown);
                const box = shown.getBoundingClientRect();
                const bar = document.querySelector("footer");
                const covered = bar && !bar.contains(shown) && getComputedStyle(bar).position === "sticky"
                    && box.top > bar.getBoundingClientRect().top;
                return { none: !goal, there: goal === active || (goal && goal.name && goal.type === "radio" && goal.name === active.name),
                    back: goal && Boolean(active.compareDocumentPosition(goal) & Node.DOCUMENT_POSITION_PRECEDING),
                    visible: active === document.body || active.matches("h1, h2, .panel")
                        || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && !covered),
                    what: shown.outerHTML.slice(0, 90) };
            }, selector);
            if (state.none) throw new Error(`nothing to reach: ${selector}`);
            if (!state.visible) this.complain(`the focus cannot be seen at ${state.what}`);
            if (state.there) return;
            await this.#key("Tab", { shift: state.back });
        }
        throw new Error(`no way by keyboard to ${selector}`);
    }

    async press(selector) {
        await this.reach(selector);
        await this.#key((await this.tab.run(() => document.activeElement.matches("input"))) ? " " : "Enter");
    }

    /// A radio button by its arrows, a check box by the space bar.
    async choose(selector) {
        await this.reach(selector);
        const is_radio = await this.tab.run((wanted) => document.querySelector(wanted).type === "radio", selector);
        if (!is_radio) return this.press(selector);
        const is_chosen = () => this.tab.run((wanted) => document.querySelector(wanted).checked, selector);
        if (await is_chosen()) return undefined;
        await this.#key(" ");
        for (let steps = 0; steps < 12 && !(await is_chosen()); ++steps) await this.#key("ArrowRight");
        if (!(await is_chosen())) throw new Error(`the arrows do not reach ${selector}`);
        return undefined;
    }

    async write(selector, text) {
        await this.reach(selector);
        await this.tab.write(text);
    }

    /// A place, from the list: found by its whole name.
    async mark(place) {
        const name = await this.tab.run((id) => {
            const content = JSON.parse(document.getElementById("content").textContent);
            return content.places.find((each) => each.id === id).names[document.documentElement.lang];
        }, place);
        if (await this.tab.run(() => !document.querySelector(".from-list").open)) await this.press(".from-list > summary");
        await this.write(".from-list input[type=search]", name);
        await this.press(`.from-list [data-place="${place}"]`);
    }

    async rate(now) {
        await this.reach(".rating input");
        await this.#key(String(now));
    }
}
