// Fills a cell of a form as a department does in its spreadsheet, and reads what stands in a Word file.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";

const SUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});
const sumOf = bytes => (bytes.reduce((sum, byte) => SUMS[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** The parts of an archive by their names. */
export function parts(file) {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const found = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map(place => bytes.readUInt16LE(at + place));
    const own = bytes.readUInt32LE(at + 42);
    const begins = own + 30 + bytes.readUInt16LE(own + 26) + bytes.readUInt16LE(own + 28);
    const packed = bytes.subarray(begins, begins + bytes.readUInt32LE(at + 20));
    const title = bytes.toString("utf8", at + 46, at + 46 + name);
    found.set(title, bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  return found;
}

function packed(found) {
  const locals = [], central = [];
  let at = 0;
  for (const [title, bytes] of found) {
    const name = Buffer.from(title, "utf8");
    const small = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    [20, 0x800, 8, 0, 0x21].forEach((value, place) => head.writeUInt16LE(value, place * 2));
    [sumOf(bytes), small.length, bytes.length].forEach((value, place) => head.writeUInt32LE(value, 10 + place * 4));
    head.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), head, name, small);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, tail, name);
    at += 30 + name.length + small.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  [found.size, found.size].forEach((value, place) => end.writeUInt16LE(value, 4 + place * 2));
  [size, at].forEach((value, place) => end.writeUInt32LE(value, 8 + place * 4));
  return Buffer.concat([...locals, ...central, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** Writes a text into the cell under that head, in the row of that task. */
export function fill(file, task, head, text) {
  const found = parts(file);
  const part = "xl/worksheets/sheet1.xml";
  let sheet = found.get(part).toString("utf8");
  const column = sheet.match(new RegExp(`<c r="([A-Z]+)\\d+"[^>]*><is><t[^>]*>${head}</t>`))[1];
  const code = sheet.match(/<c r="([A-Z]+)\d+"[^>]*><is><t[^>]*>问题编号<\/t>/)[1];
  const row = sheet.match(new RegExp(`<c r="${code}(\\d+)"[^>]*>(?:<v>|<is><t[^>]*>)${task}<`))[1];
  const cell = new RegExp(`<c r="${column}${row}"( s="\\d+")?[^>]*?(?:/>|>.*?</c>)`);
  if (!cell.test(sheet)) throw new Error(`${head} of ${task} has no cell`);
  sheet = sheet.replace(cell, (_, style = "") => `<c r="${column}${row}"${style} t="inlineStr"><is><t>${text}</t></is></c>`);
  found.set(part, Buffer.from(sheet, "utf8"));
  writeFileSync(file, packed(found));
}

/** The text of a Word file. */
export function words(file) {
  return parts(file).get("word/document.xml").toString("utf8").replace(/<[^>]*>/g, "");
}
