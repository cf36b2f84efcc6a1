import { pages } from "../../pages.ts";
import { type Rule, statements } from "../rule.ts";

/** Rules about methods that AWS does not list. */
export const methodRules = {
  "FE-CFF-080": {
    title: "A method of Array",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      at: statements("value = list.at(0) + text.at(0);", "value = list[0] + text.charAt(0);"),
      flat: statements(
        "value = list.flat();",
        "value = list.reduce(function (all, one) { return all.concat(one); }, []);",
      ),
      flatMap: statements(
        "value = list.flatMap(String);",
        "list = list.map(String); value = list.reduce(function (all, one) { return all.concat(one); }, []);",
      ),
      findLast: statements(
        "value = list.findLast(Boolean);",
        "for (var i = list.length - 1; i >= 0; i -= 1) { if (list[i]) { value = list[i]; break; } }",
      ),
      findLastIndex: statements(
        "value = list.findLastIndex(Boolean);",
        "for (var i = list.length - 1; i >= 0; i -= 1) { if (list[i]) { value = i; break; } }",
      ),
      toReversed: statements("value = list.toReversed();", "value = list.slice().reverse();"),
      toSorted: statements("value = list.toSorted();", "value = list.slice().sort();"),
      keys: statements("value = list.keys();", "value = Object.keys(list); value = value[0];"),
      values: statements("value = list.values();", "value = list;"),
      entries: statements("value = list.entries();", "list.forEach(function (one, index) { value = index + one; });"),
      with: statements("value = list.with(0, 1);", "value = list.slice(); value[0] = 1;"),
      toSpliced: statements("value = list.toSpliced(0, 1);", "value = list.slice(); value.splice(0, 1);"),
    },
  },
  "FE-CFF-081": {
    title: "A method of String",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      matchAll: statements(
        "value = text.matchAll(/a/g);",
        "var letter = /a/g; for (var match = letter.exec(text); match !== null; match = letter.exec(text)) { value = match[0]; }",
      ),
      localeCompare: statements("value = text.localeCompare('b');", "value = text < 'b' ? -1 : text > 'b' ? 1 : 0;"),
      normalize: statements("value = text.normalize() === 'a';", "value = text === 'a';"),
      toLocaleLowerCase: statements("value = text.toLocaleLowerCase();", "value = text.toLowerCase();"),
      toLocaleUpperCase: statements("value = text.toLocaleUpperCase();", "value = text.toUpperCase();"),
      isWellFormed: statements(
        "value = text.isWellFormed();",
        "try { encodeURIComponent(text); value = true; } catch (error) { value = false; }",
      ),
      toWellFormed: statements("value = text.toWellFormed();", "value = text.replace(/[^ -~]/g, '?');"),
      trimLeft: statements("value = text.trimLeft();", "value = text.trimStart();"),
      trimRight: statements("value = text.trimRight();", "value = text.trimEnd();"),
    },
  },
  "FE-CFF-082": {
    title: "A method of String that makes HTML",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      anchor: statements("value = text.anchor();", "value = `<b>${text}</b>`;"),
      big: statements("value = text.big();", "value = `<b>${text}</b>`;"),
      blink: statements("value = text.blink();", "value = `<b>${text}</b>`;"),
      bold: statements("value = text.bold();", "value = `<b>${text}</b>`;"),
      fixed: statements("value = text.fixed();", "value = `<b>${text}</b>`;"),
      fontcolor: statements("value = text.fontcolor();", "value = `<b>${text}</b>`;"),
      fontsize: statements("value = text.fontsize();", "value = `<b>${text}</b>`;"),
      italics: statements("value = text.italics();", "value = `<b>${text}</b>`;"),
      link: statements("value = text.link();", "value = `<b>${text}</b>`;"),
      small: statements("value = text.small();", "value = `<b>${text}</b>`;"),
      strike: statements("value = text.strike();", "value = `<b>${text}</b>`;"),
      sub: statements("value = text.sub();", "value = `<b>${text}</b>`;"),
      sup: statements("value = text.sup();", "value = `<b>${text}</b>`;"),
    },
  },
  "FE-CFF-083": {
    title: "A method of String for bytes",
    reason: "cloudfront-js-2.0 replaced the methods for strings that hold bytes by Buffer.",
    page: pages.runtime,
    examples: {
      bytesFrom: statements("value = text.bytesFrom('hex');", "value = Buffer.from('ab', 'hex');"),
      fromBytes: statements(
        "value = text.fromBytes();",
        "var kept = Buffer.from(text); value = ''; for (var i = 0; i < kept.length; i += 1) { value += String.fromCharCode(kept[i]); }",
      ),
      fromUTF8: statements("value = text.fromUTF8();", "value = Buffer.from('61', 'hex').toString('utf8');"),
      toBytes: statements(
        "value = text.toBytes();",
        "value = Buffer.alloc(text.length); for (var i = 0; i < text.length; i += 1) { value[i] = text.charCodeAt(i); }",
      ),
      toUTF8: statements("value = text.toUTF8();", "value = Buffer.from(text, 'utf8');"),
    },
  },
  "FE-CFF-084": {
    title: "A method of Object for accessors",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      __defineGetter__: statements(
        "object.__defineGetter__('b', Date.now);",
        "Object.defineProperty(object, 'b', { get: Date.now }); value = object.b;",
      ),
      __defineSetter__: statements(
        "object.__defineSetter__('c', String);",
        "Object.defineProperty(object, 'c', { set: function (to) { value = to; } }); object.c = 1;",
      ),
      __lookupGetter__: statements(
        "value = object.__lookupGetter__('a');",
        "value = Object.getOwnPropertyDescriptor(object, 'a');",
      ),
      __lookupSetter__: statements(
        "value = object.__lookupSetter__('a');",
        "value = Object.getOwnPropertyDescriptor(object, 'a');",
      ),
    },
  },
  "FE-CFF-085": {
    title: "A method of RegExp",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      compile: statements("value = /a/; value.compile('b');", "value = /a/; value = /b/;"),
    },
  },
  "FE-CFF-086": {
    title: "A method of Date",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      getYear: statements("value = date.getYear();", "value = date.getFullYear();"),
      setYear: statements("date.setYear(99);", "date.setFullYear(1999);"),
      toGMTString: statements("value = date.toGMTString();", "value = date.toUTCString();"),
      toTemporalInstant: statements("value = date.toTemporalInstant();", "value = date.getTime();"),
    },
  },
  "FE-CFF-087": {
    title: "A method of ArrayBuffer",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      resize: statements("bytes.buffer.resize(8);", "value = new ArrayBuffer(8);"),
      transfer: statements("value = bytes.buffer.transfer();", "value = bytes.buffer.slice(0);"),
      transferToFixedLength: statements(
        "value = bytes.buffer.transferToFixedLength();",
        "value = bytes.buffer.slice(0);",
      ),
    },
  },
  "FE-CFF-088": {
    title: "A method of Uint8Array",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      toBase64: statements("value = bytes.toBase64();", "value = Buffer.from(bytes).toString('base64');"),
      toHex: statements("value = bytes.toHex();", "value = Buffer.from(bytes).toString('hex');"),
      setFromBase64: statements("bytes.setFromBase64('YQ==');", "value = Buffer.from('YQ==', 'base64');"),
      setFromHex: statements("bytes.setFromHex('61');", "value = Buffer.from('61', 'hex');"),
    },
  },
  "FE-CFF-089": {
    title: "A method of DataView",
    reason: "AWS lists the methods of each built-in, and these are not among them.",
    page: pages.runtime,
    examples: {
      getFloat16: statements(
        "var view = new DataView(new ArrayBuffer(8)); value = view.getFloat16(0);",
        "var view = new DataView(new ArrayBuffer(8)); value = view.getFloat32(0);",
      ),
      setFloat16: statements(
        "var view = new DataView(new ArrayBuffer(8)); value = view.setFloat16(0, 1);",
        "var view = new DataView(new ArrayBuffer(8)); value = view.setFloat32(0, 1);",
      ),
      getBigInt64: statements(
        "var view = new DataView(new ArrayBuffer(8)); view.getBigInt64(0);",
        "var view = new DataView(new ArrayBuffer(8)); value = view.getUint32(0) * 4294967296 + view.getUint32(4);",
      ),
      getBigUint64: statements(
        "var view = new DataView(new ArrayBuffer(8)); view.getBigUint64(0);",
        "var view = new DataView(new ArrayBuffer(8)); value = view.getUint32(0) * 4294967296 + view.getUint32(4);",
      ),
      setBigInt64: statements(
        "var view = new DataView(new ArrayBuffer(8)); view.setBigInt64(0, 1);",
        "var view = new DataView(new ArrayBuffer(8)); view.setUint32(0, 1); view.setUint32(4, 2);",
      ),
      setBigUint64: statements(
        "var view = new DataView(new ArrayBuffer(8)); view.setBigUint64(0, 1);",
        "var view = new DataView(new ArrayBuffer(8)); view.setUint32(0, 1); view.setUint32(4, 2);",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CFF-${string}`, Rule>>;
