import { template } from "@babel/core";

/** Only these names are placeholders: JSON and "$1" are not. */
const placeholderPattern = /^(?:NAME|IN_ORDER|KEYS_OF|DEFINE)$/;

const statement = (code: string) => template.statement(code, { placeholderPattern });

/** A function's length before its defaults were lowered. */
const withLength = statement(`
  function NAME(made, length) {
    return Object.defineProperty(made, "length", { value: length });
  }
`);

/** The result of codePointAt: njs gives NaN beyond the end. */
const codePoint = statement(`
  function NAME(code) {
    return code === code ? code : undefined;
  }
`);

/** Base64 with the padding that njs needs and ECMAScript's hosts do not. */
const padded = statement(`
  function NAME(text) {
    text = String(text).replace(/[\\t\\n\\f\\r ]/g, "");
    return text.indexOf("=") < 0 ? text + "===".slice((text.length + 3) % 4) : text;
  }
`);

/** JSON with indent: njs breaks the line inside empty arrays and objects. Strings in JSON have no raw line breaks. */
const tidy = statement(`
  function NAME(json) {
    return json && json.replace(/([[{])\\n[^"\\w[{\\]}]*([\\]}])/g, "$1$2");
  }
`);

/** JSON.parse that rejects numbers which njs accepts and JSON does not have: 01, 1., .5. */
const parseJson = statement(`
  function NAME(json, reviver) {
    var odd = /(^|[[:,\\s])-?(0\\d|\\.|\\d+\\.(?!\\d))/;
    if (odd.test(json) && odd.test(String(json).replace(/"(\\\\.|[^"\\\\])*"/g, '""'))) {
      throw new SyntaxError("Unexpected number in JSON");
    }
    return JSON.parse(json, reviver);
  }
`);

/** An error's stack; njs 0.7.9 has none, so there it is the line that every stack begins with. */
const stackOf = statement(`
  function NAME(value) {
    return value.stack === undefined && value instanceof Error ? String(value) : value.stack;
  }
`);

/** The result of ArrayBuffer.isView: njs gives false for a DataView. */
const isView = statement(`
  function NAME(value) {
    return ArrayBuffer.isView(value) || value instanceof DataView;
  }
`);

/** A regular expression's source as a literal would have it: njs leaves a slash as it is. */
const sourceOf = statement(`
  function NAME(value) {
    return value instanceof RegExp
      ? value.source.replace(/\\\\.|\\[(?:\\\\.|[^\\]\\\\])*\\]|\\//g, function (part) {
          return part === "/" ? "\\\\/" : part;
        })
      : value.source;
  }
`);

/** The value for a Date: njs knows no offset except Z, and accepts months and days that don't exist. */
const time = statement(`
  function NAME(value) {
    var part =
      typeof value === "string" &&
      /^(?:[+-]\\d\\d)?\\d{4}-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.\\d+)?)?(?:Z|([+-])(\\d\\d):?(\\d\\d))?)?)?$/.exec(value);
    if (!part) return value;
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31 || part[3] > 24 || part[4] > 59 || part[5] > 59) return NaN;
    if (!part[6]) return value;
    return Date.parse(value.replace(/[+-]\\d\\d:?\\d\\d$/, "Z")) - (part[6] + 1) * (part[7] * 60 + +part[8]) * 60000;
  }
`);

/** An object's keys, those that are array indexes first: njs keeps all in the order in which they were set. */
const keysOf = statement(`
  function NAME(object) {
    return IN_ORDER(Object.keys(object));
  }
`);

/** The keys that for-in reaches. */
const keysIn = statement(`
  function NAME(object) {
    var keys = [], key;
    for (key in object) keys.push(key);
    return IN_ORDER(keys);
  }
`);

const inOrder = statement(`
  function NAME(keys) {
    var indexes = [], names = [];
    keys.forEach(function (key) {
      (String(key >>> 0) === key ? indexes : names).push(key);
    });
    return indexes
      .sort(function (a, b) {
        return a - b;
      })
      .concat(names);
  }
`);

/** njs gives undefined for a property that a getter reads. */
const entriesOf = statement(`
  function NAME(object) {
    return KEYS_OF(object).map(function (key) {
      return [key, object[key]];
    });
  }
`);

const valuesOf = statement(`
  function NAME(object) {
    return KEYS_OF(object).map(function (key) {
      return object[key];
    });
  }
`);

/** A replacer for JSON.stringify that sorts the keys of objects. */
const ordered = statement(`
  function NAME(name, value) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    var keys = KEYS_OF(value), copy = {};
    if (keys.join() === Object.keys(value).join()) return value;
    keys.forEach(function (key) {
      DEFINE(copy, key, value[key]);
    });
    return copy;
  }
`);

/** Polyfills for built-ins whose njs 0.7.9 behavior differs from ECMAScript. */
export const polyfills = {
  withLength,
  codePoint,
  padded,
  tidy,
  parseJson,
  stackOf,
  isView,
  sourceOf,
  time,
  inOrder,
  keysOf,
  keysIn,
  entriesOf,
  valuesOf,
  ordered,
};

/** The helpers that a polyfill's body calls. */
export const polyfillUses = {
  keysOf: { IN_ORDER: "inOrder" },
  keysIn: { IN_ORDER: "inOrder" },
  entriesOf: { KEYS_OF: "keysOf" },
  valuesOf: { KEYS_OF: "keysOf" },
  ordered: { KEYS_OF: "keysOf", DEFINE: "define" },
} as const;
