// Hands on a page: by keys alone, or by the mouse. What a person could not see or reach is a fault.
import assert from "node:assert/strict";

// Runs in the page: whether what has the focus is what is meant.
function isThere(css, text) {
  const one = document.activeElement;
  const named = [one.getAttribute("aria-label"), ...(one.labels ? [...one.labels].map(label => label.textContent) : []), one.textContent];
  return one.matches(css) && (!text || named.some(name => name && name.replace(/\s+/g, "").includes(text.replace(/\s+/g, ""))));
}

// Runs in the page: what is wrong with how the focus shows.
function focusFault() {
  const one = document.activeElement;
  const about = `${one.tagName} ${one.id || one.textContent.trim().slice(0, 20)}`;
  if (one === document.body) return "the focus is nowhere";
  const style = getComputedStyle(one);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${about}: the focus does not show`;
  const box = one.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 1 || bottom - top < 1) return `${about}: the focus is out of sight`;
  const seen = [0.1, 0.5, 0.9].some(at => {
    const over = document.elementFromPoint((left + right) / 2, top + (bottom - top) * at);
    return over && (one.contains(over) || over.contains(one) || [...(one.labels ?? [])].some(label => label.contains(over)));
  });
  return seen ? "" : `${about}: something lies on what has the focus`;
}

/** What a page's loading ends with, whichever hand did it. */
class Hands {
  constructor(page) {
    this.page = page;
  }

  /** Does that, and waits for the page that follows. */
  async leads(action) {
    const [answer] = await Promise.all([this.page.waitForNavigation({ waitUntil: "domcontentloaded" }), action()]);
    return answer;
  }

  async text() {
    return this.page.$eval("main", main => main.innerText);
  }

  /** The page says that. */
  async reads(...words) {
    const text = await this.text();
    for (const word of words) {
      assert.ok(word instanceof RegExp ? word.test(text) : text.includes(word), `${this.page.url()} does not say ${word}:\n${text}`);
    }
  }

  async value(css) {
    return this.page.$eval(css, one => one.value);
  }
}

/** Keys alone. */
export class Keys extends Hands {
  async press(...keys) {
    for (const key of keys) {
      const parts = key.split("+");
      const last = parts.pop();
      for (const part of parts) await this.page.keyboard.down(part);
      await this.page.keyboard.press(last);
      for (const part of parts.reverse()) await this.page.keyboard.up(part);
    }
  }

  /** Tab (or back) until the focus is there; it must show. */
  async to(css, { text = "", back = false } = {}) {
    for (let step = 0; step < 300; step += 1) {
      if (await this.page.evaluate(isThere, css, text)) return this.shows();
      await this.press(back ? "Shift+Tab" : "Tab");
    }
    throw new Error(`Tab does not come to ${css} ${text} on ${this.page.url()}:\n${await this.text()}`);
  }

  async shows() {
    const fault = await this.page.evaluate(focusFault);
    assert.equal(fault, "", this.page.url());
  }

  /** From the top of a page past the navigation. */
  async skip() {
    await this.to("a.skip");
    await this.press("Enter");
  }

  /** A page of the navigation. */
  async goes(name) {
    await this.page.evaluate(() => document.activeElement.blur());
    await this.to("header nav a", { text: name });
    await this.leads(() => this.press("Enter"));
  }

  /** Replaces what stands in a field. */
  async types(css, text, how) {
    await this.to(css, how);
    if (await this.page.evaluate(() => document.activeElement.value !== "")) await this.press("Control+KeyA", "Delete");
    await this.page.keyboard.type(text);
    assert.equal(await this.page.evaluate(() => document.activeElement.value), text, css);
  }

  /** Chooses by the arrows. */
  async chooses(css, value) {
    await this.to(css);
    const [at, wanted] = await this.page.$eval(css, (one, value) => [one.selectedIndex, [...one.options].findIndex(option => option.value === value)], value);
    assert.ok(wanted >= 0, `${css} has ${value}`);
    for (let step = Math.abs(wanted - at); step > 0; step -= 1) await this.press(wanted > at ? "ArrowDown" : "ArrowUp");
    assert.equal(await this.value(css), value);
  }

  /** A file dialog takes no typing here: the focus goes to the field, the file is put in. */
  async uploads(css, ...files) {
    await this.to(css);
    await (await this.page.$(css)).uploadFile(...files);
  }

  /** Opens what is folded. */
  async unfolds(css, text) {
    await this.to(css, { text });
    if (!(await this.page.evaluate(() => document.activeElement.parentElement.open))) await this.press("Enter");
  }

  /** Presses a button or a link; the focus goes on from what came of it. */
  async enters(css, text, how = {}) {
    await this.to(css, { text, ...how });
    const answer = await this.leads(() => this.press("Enter"));
    const asked = [...answer.request().redirectChain(), answer.request()];
    if (asked.some(one => one.method() === "POST")) await this.kept();
    return answer;
  }

  /** After something was done the focus stands at what it led to. */
  async kept() {
    await this.page.waitForFunction(() => document.activeElement !== document.body, { timeout: 2000 }).catch(() => {
      throw new Error(`the focus is lost on ${this.page.url()}`);
    });
  }
}

/** The mouse, and typing where it clicked. */
export class Mouse extends Hands {
  async find(css, text = "") {
    const all = await this.page.$$(css);
    for (const one of all) {
      const fits = await one.evaluate((one, text) => one.checkVisibility() && (one.textContent + (one.ariaLabel ?? "")).includes(text), text);
      if (fits) return one;
    }
    throw new Error(`${this.page.url()} has no ${css} ${text}`);
  }

  async clicks(css, text) {
    await (await this.find(css, text)).click();
  }

  async enters(css, text) {
    return this.leads(() => this.clicks(css, text));
  }

  goes(name) {
    return this.enters("header nav a", name);
  }

  async types(css, text) {
    await (await this.find(css)).click({ clickCount: 3 });
    await this.page.keyboard.type(text);
    assert.equal(await this.value(css), text, css);
  }

  async uploads(css, ...files) {
    await (await this.page.$(css)).uploadFile(...files);
  }

  async unfolds(css, text) {
    const summary = await this.find(css, text);
    if (!(await summary.evaluate(one => one.parentElement.open))) await summary.click();
  }
}
