import { type Row, row } from "../row.ts";

const markup = "anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup".split(" ");
const dataView = "var view = new DataView(new ArrayBuffer(8));";
const joined = "value = list.reduce(function (all, one) { return all.concat(one); }, []);";

function float(kind: string): Row {
  const given = kind === "set" ? "0, 1" : "0";
  return row(
    `${dataView} value = view.${kind}Float16(${given});`,
    `${dataView} value = view.${kind}Float32(${given});`,
  );
}

function big(name: string): Row {
  const isSet = name.startsWith("set");
  const halves = isSet
    ? "view.setUint32(0, 1); view.setUint32(4, 2);"
    : "value = view.getUint32(0) * 4294967296 + view.getUint32(4);";
  return row(`${dataView} view.${name}(0${isSet ? ", 1" : ""});`, `${dataView} ${halves}`);
}

/** A row for each name in `refusedMethods`. */
export const methodRows: Readonly<Record<string, Row>> = {
  at: row("value = list.at(0) + text.at(0);", "value = list[0] + text.charAt(0);"),
  flat: row("value = list.flat();", joined),
  flatMap: row("value = list.flatMap(String);", `list = list.map(String); ${joined}`),
  findLast: row(
    "value = list.findLast(Boolean);",
    "for (var i = list.length - 1; i >= 0; i -= 1) { if (list[i]) { value = list[i]; break; } }",
  ),
  findLastIndex: row(
    "value = list.findLastIndex(Boolean);",
    "for (var i = list.length - 1; i >= 0; i -= 1) { if (list[i]) { value = i; break; } }",
  ),
  toReversed: row("value = list.toReversed();", "value = list.slice().reverse();"),
  toSorted: row("value = list.toSorted();", "value = list.slice().sort();"),
  keys: row("value = list.keys();", "value = Object.keys(list); value = value[0];"),
  values: row("value = list.values();", "value = list;"),
  entries: row("value = list.entries();", "list.forEach(function (one, index) { value = index + one; });"),
  with: row("value = list.with(0, 1);", "value = list.slice(); value[0] = 1;"),
  toSpliced: row("value = list.toSpliced(0, 1);", "value = list.slice(); value.splice(0, 1);"),
  matchAll: row(
    "value = text.matchAll(/a/g);",
    "var letter = /a/g; for (var match = letter.exec(text); match !== null; match = letter.exec(text)) { value = match[0]; }",
  ),
  localeCompare: row("value = text.localeCompare('b');", "value = text < 'b' ? -1 : text > 'b' ? 1 : 0;"),
  normalize: row("value = text.normalize() === 'a';", "value = text === 'a';"),
  toLocaleLowerCase: row("value = text.toLocaleLowerCase();", "value = text.toLowerCase();"),
  toLocaleUpperCase: row("value = text.toLocaleUpperCase();", "value = text.toUpperCase();"),
  isWellFormed: row(
    "value = text.isWellFormed();",
    "try { encodeURIComponent(text); value = true; } catch (error) { value = false; }",
  ),
  toWellFormed: row("value = text.toWellFormed();", "value = text.replace(/[^ -~]/g, '?');"),
  trimLeft: row("value = text.trimLeft();", "value = text.trimStart();"),
  trimRight: row("value = text.trimRight();", "value = text.trimEnd();"),
  ...Object.fromEntries(markup.map((name) => [name, row(`value = text.${name}();`, "value = `<b>${text}</b>`;")])),
  bytesFrom: row("value = text.bytesFrom('hex');", "value = Buffer.from('ab', 'hex');"),
  fromBytes: row(
    "value = text.fromBytes();",
    "var kept = Buffer.from(text); value = ''; for (var i = 0; i < kept.length; i += 1) { value += String.fromCharCode(kept[i]); }",
  ),
  fromUTF8: row("value = text.fromUTF8();", "value = Buffer.from('61', 'hex').toString('utf8');"),
  toBytes: row(
    "value = text.toBytes();",
    "value = Buffer.alloc(text.length); for (var i = 0; i < text.length; i += 1) { value[i] = text.charCodeAt(i); }",
  ),
  toUTF8: row("value = text.toUTF8();", "value = Buffer.from(text, 'utf8');"),
  __defineGetter__: row(
    "object.__defineGetter__('b', Date.now);",
    "Object.defineProperty(object, 'b', { get: Date.now }); value = object.b;",
  ),
  __defineSetter__: row(
    "object.__defineSetter__('c', String);",
    "Object.defineProperty(object, 'c', { set: function (to) { value = to; } }); object.c = 1;",
  ),
  __lookupGetter__: row(
    "value = object.__lookupGetter__('a');",
    "value = Object.getOwnPropertyDescriptor(object, 'a');",
  ),
  __lookupSetter__: row(
    "value = object.__lookupSetter__('a');",
    "value = Object.getOwnPropertyDescriptor(object, 'a');",
  ),
  compile: row("value = /a/; value.compile('b');", "value = /a/; value = /b/;"),
  getYear: row("value = date.getYear();", "value = date.getFullYear();"),
  setYear: row("date.setYear(99);", "date.setFullYear(1999);"),
  toGMTString: row("value = date.toGMTString();", "value = date.toUTCString();"),
  toTemporalInstant: row("value = date.toTemporalInstant();", "value = date.getTime();"),
  resize: row("bytes.buffer.resize(8);", "value = new ArrayBuffer(8);"),
  transfer: row("value = bytes.buffer.transfer();", "value = bytes.buffer.slice(0);"),
  transferToFixedLength: row("value = bytes.buffer.transferToFixedLength();", "value = bytes.buffer.slice(0);"),
  toBase64: row("value = bytes.toBase64();", "value = Buffer.from(bytes).toString('base64');"),
  toHex: row("value = bytes.toHex();", "value = Buffer.from(bytes).toString('hex');"),
  setFromBase64: row("bytes.setFromBase64('YQ==');", "value = Buffer.from('YQ==', 'base64');"),
  setFromHex: row("bytes.setFromHex('61');", "value = Buffer.from('61', 'hex');"),
  getFloat16: float("get"),
  setFloat16: float("set"),
  getBigInt64: big("getBigInt64"),
  getBigUint64: big("getBigUint64"),
  setBigInt64: big("setBigInt64"),
  setBigUint64: big("setBigUint64"),
};
