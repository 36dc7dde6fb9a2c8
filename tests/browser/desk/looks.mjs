// How pages look and behave at every size: nothing sticks out or lies on another, everybody can read and
// use it, and nothing is asked of another machine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const axe = readFileSync(process.env.AXE, "utf8");

/** Collects whatever no page may do. */
export function watched(page, wrong) {
  page.on("request", request => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== "data:" && hostname !== "127.0.0.1") wrong.push(`request to ${request.url()}`);
  });
  page.on("console", message => {
    const refused = /status of (409|422)/.test(message.text());
    if (["error", "warn"].includes(message.type()) && !refused) wrong.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", error => wrong.push(`${page.url()}: ${error}`));
  page.on("dialog", dialog => {
    wrong.push(`${page.url()}: dialog ${dialog.type()} ${dialog.message()}`);
    dialog.accept();
  });
}

// Runs in the page: what sticks out, and what lies on something else.
function layoutFaults() {
  const faults = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} wide`);
  // What floats on purpose has its own checks.
  const floats = element => ["absolute", "fixed", "sticky"].includes(getComputedStyle(element).position);
  const boxes = [];
  const visible = (box, element) => {
    let { left, top, right, bottom } = box;
    for (let around = element; around && around !== root; around = around.parentElement) {
      if (floats(around)) return undefined;
      const style = getComputedStyle(around);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const edge = around.getBoundingClientRect();
      [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
      [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return right - left > 2 && bottom - top > 2 ? { left, top, right, bottom } : undefined;
  };
  const put = (owner, box, element, text) => {
    const seen = visible(box, element);
    if (seen) boxes.push({ owner, text: text.trim().slice(0, 20), ...seen });
  };
  const control = "button, .button, input, select, textarea, iframe";
  for (const element of document.querySelectorAll(`body ${control}`)) {
    if (element.checkVisibility()) put(element, element.getBoundingClientRect(), element, `${element.tagName} ${element.name || element.textContent}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest(`${control}, script, datalist`) || !element.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) put(element, box, element, text.data);
  }
  boxes.sort((a, b) => a.top - b.top);
  boxes.forEach((a, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < a.bottom; next += 1) {
      const b = boxes[next];
      if (a.owner === b.owner || a.owner.contains(b.owner) || b.owner.contains(a.owner)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if (wide > 2 && high > 4) faults.push(`“${a.text}” lies on “${b.text}”`);
    }
  });
  return faults;
}

/** What a page must be, whatever is on it. */
export async function sound(page) {
  const own = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    heads: document.querySelectorAll("h1").length,
    inline: document.querySelectorAll("script:not([src]), style, [style], [onclick], [onload], [onsubmit]").length,
  }));
  assert.deepEqual({ ...own, title: own.title.endsWith("整改台账") }, { lang: "zh-CN", title: true, heads: 1, inline: 0 }, page.url());
}

export async function laidOut(page, about) {
  assert.deepEqual(await page.evaluate(layoutFaults), [], about);
}

/** No violation of WCAG A and AA that a machine can find. */
export async function readable(page, about) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      resultTypes: ["violations"],
      iframes: false,
    });
    return found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  });
  assert.deepEqual(violations, [], about);
}
