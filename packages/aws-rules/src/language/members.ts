import type { RuleId } from "@featheredge/diagnostics";

const typedArrayStatics = ["from", "of"];
const errorStatics: readonly string[] = [];

/** Members of the documented globals themselves: `Object.keys`, `Math.max`. */
export const staticMembers: Readonly<Record<string, readonly string[]>> = {
  // The page lists is and setPrototypeOf among the prototype's methods; ES has them here.
  Object: words(`assign create defineProperties defineProperty entries freeze getOwnPropertyDescriptor
    getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf is isExtensible isFrozen isSealed keys
    preventExtensions seal setPrototypeOf values`),
  String: words("fromCharCode fromCodePoint"),
  Number: words(`EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY
    POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt`),
  Math: words(`E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32
    cos cosh exp expm1 floor fround hypot imul log log1p log2 log10 max min pow random round sign sinh sin sqrt tan
    tanh trunc`),
  Date: words("UTC now parse"),
  JSON: words("parse stringify"),
  Array: words("isArray of"),
  ArrayBuffer: words("isView"),
  Promise: words("all allSettled any race reject resolve"),
  Symbol: words("for keyFor"),
  Buffer: words("alloc allocUnsafe byteLength compare concat from isBuffer isEncoding"),
  console: words("log"),
  Boolean: [],
  Function: [],
  RegExp: [],
  DataView: [],
  TextDecoder: [],
  TextEncoder: [],
  Float32Array: typedArrayStatics,
  Float64Array: typedArrayStatics,
  Int8Array: typedArrayStatics,
  Int16Array: typedArrayStatics,
  Int32Array: typedArrayStatics,
  Uint8Array: typedArrayStatics,
  Uint8ClampedArray: typedArrayStatics,
  Uint16Array: typedArrayStatics,
  Uint32Array: typedArrayStatics,
  Error: errorStatics,
  EvalError: errorStatics,
  InternalError: errorStatics,
  RangeError: errorStatics,
  ReferenceError: errorStatics,
  SyntaxError: errorStatics,
  TypeError: errorStatics,
  URIError: errorStatics,
};

/** Members of every function or object, and so of every global. */
export const commonMembers: readonly string[] = words(`prototype length name constructor hasOwnProperty isPrototypeOf
  propertyIsEnumerable toString valueOf apply bind call`);

/**
 * Methods and accessors of the documented prototypes. `charCodeAt`, and the `toString` and `valueOf` of ES 5.1, are
 * not on the page; ES 5.1 has them, with which the runtime complies, and AWS's samples use them.
 */
export const prototypeMembers: Readonly<Record<string, readonly string[]>> = {
  Object: words("hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf"),
  Function: words("apply bind call toString"),
  String: words(`charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf match padEnd padStart
    repeat replace replaceAll search slice split startsWith substr substring toLowerCase toString toUpperCase trim
    trimEnd trimStart valueOf`),
  Number: words("toExponential toFixed toPrecision toString valueOf"),
  Boolean: words("toString valueOf"),
  RegExp: words("exec flags global ignoreCase multiline source sticky test toString lastIndex"),
  Array: words(`concat copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map pop
    push reduce reduceRight reverse shift slice some sort splice toString unshift`),
  TypedArray: words(`buffer byteLength byteOffset copyWithin every fill filter find findIndex forEach includes indexOf
    join lastIndexOf length map reduce reduceRight reverse set slice some sort subarray toString`),
  ArrayBuffer: words("byteLength slice"),
  DataView: words(`buffer byteLength byteOffset getFloat32 getFloat64 getInt16 getInt32 getInt8 getUint16 getUint32
    getUint8 setFloat32 setFloat64 setInt16 setInt32 setInt8 setUint16 setUint32 setUint8`),
  Promise: words("catch finally then"),
  TextDecoder: words("decode encoding fatal ignoreBOM"),
  TextEncoder: words("encode encodeInto encoding"),
  Error: words("message name stack toString"),
  Date: words(`getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime
    getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth
    getUTCSeconds setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate
    setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds toDateString toISOString
    toJSON toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf`),
};

/** The markup methods of String, from before templates. */
const markup = Object.fromEntries(
  words("anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup").map((name) => [
    name,
    { rule: "FE-CFF-082" as const, owner: "String", fix: "Build the text with a template literal." },
  ]),
);

/** A method that a runtime does not have: the built-in that has it elsewhere, and the fix. */
export interface RefusedMethod {
  readonly rule: RuleId;
  readonly owner: string;
  readonly fix: string;
}

/**
 * Methods that ES, or cloudfront-js-1.0, gives to the documented built-ins and cloudfront-js-2.0 does not have. A check
 * must except the names that the code gives to its own methods.
 */
export const refusedMethods: Readonly<Record<string, RefusedMethod>> = {
  at: { rule: "FE-CFF-080", owner: "Array and String", fix: "Use an index, or charAt()." },
  flat: { rule: "FE-CFF-080", owner: "Array", fix: "Use reduce() with concat()." },
  flatMap: { rule: "FE-CFF-080", owner: "Array", fix: "Use map(), then reduce() with concat()." },
  findLast: { rule: "FE-CFF-080", owner: "Array", fix: "Use a for loop from the end." },
  findLastIndex: { rule: "FE-CFF-080", owner: "Array", fix: "Use a for loop from the end." },
  toReversed: { rule: "FE-CFF-080", owner: "Array", fix: "Use slice().reverse()." },
  toSorted: { rule: "FE-CFF-080", owner: "Array", fix: "Use slice().sort()." },
  keys: { rule: "FE-CFF-080", owner: "Array", fix: "Use Object.keys(), or an index." },
  values: { rule: "FE-CFF-080", owner: "Array", fix: "Use the array itself." },
  entries: { rule: "FE-CFF-080", owner: "Array", fix: "Use forEach(), or an index." },
  with: { rule: "FE-CFF-080", owner: "Array", fix: "Use slice(), then an assignment." },
  toSpliced: { rule: "FE-CFF-080", owner: "Array", fix: "Use slice(), then splice()." },
  matchAll: { rule: "FE-CFF-081", owner: "String", fix: "Use a RegExp with the flag g and exec() in a loop." },
  localeCompare: { rule: "FE-CFF-081", owner: "String", fix: "Compare with < and >." },
  normalize: { rule: "FE-CFF-081", owner: "String", fix: "Compare the text as it came." },
  toLocaleLowerCase: { rule: "FE-CFF-081", owner: "String", fix: "Use toLowerCase()." },
  toLocaleUpperCase: { rule: "FE-CFF-081", owner: "String", fix: "Use toUpperCase()." },
  isWellFormed: { rule: "FE-CFF-081", owner: "String", fix: "Use encodeURIComponent() in a try." },
  toWellFormed: { rule: "FE-CFF-081", owner: "String", fix: "Use replace()." },
  trimLeft: { rule: "FE-CFF-081", owner: "String", fix: "Use trimStart()." },
  trimRight: { rule: "FE-CFF-081", owner: "String", fix: "Use trimEnd()." },
  ...markup,
  bytesFrom: { rule: "FE-CFF-083", owner: "String", fix: "Use Buffer.from(text, encoding)." },
  fromBytes: {
    rule: "FE-CFF-083",
    owner: "String",
    fix: "Keep the bytes in a Buffer, and call String.fromCharCode() with each.",
  },
  fromUTF8: { rule: "FE-CFF-083", owner: "String", fix: "Keep the bytes in a Buffer, and use its toString('utf8')." },
  toBytes: { rule: "FE-CFF-083", owner: "String", fix: "Write charCodeAt() of each character into a Buffer." },
  toUTF8: { rule: "FE-CFF-083", owner: "String", fix: "Use Buffer.from(text, 'utf8')." },
  __defineGetter__: {
    rule: "FE-CFF-084",
    owner: "Object",
    fix: "Use Object.defineProperty().",
  },
  __defineSetter__: {
    rule: "FE-CFF-084",
    owner: "Object",
    fix: "Use Object.defineProperty().",
  },
  __lookupGetter__: {
    rule: "FE-CFF-084",
    owner: "Object",
    fix: "Use Object.getOwnPropertyDescriptor().",
  },
  __lookupSetter__: {
    rule: "FE-CFF-084",
    owner: "Object",
    fix: "Use Object.getOwnPropertyDescriptor().",
  },
  compile: { rule: "FE-CFF-085", owner: "RegExp", fix: "Make another RegExp." },
  getYear: { rule: "FE-CFF-086", owner: "Date", fix: "Use getFullYear()." },
  setYear: { rule: "FE-CFF-086", owner: "Date", fix: "Use setFullYear()." },
  toGMTString: { rule: "FE-CFF-086", owner: "Date", fix: "Use toUTCString()." },
  toTemporalInstant: { rule: "FE-CFF-086", owner: "Date", fix: "Use getTime()." },
  resize: { rule: "FE-CFF-087", owner: "ArrayBuffer", fix: "Make another ArrayBuffer." },
  transfer: { rule: "FE-CFF-087", owner: "ArrayBuffer", fix: "Use slice()." },
  transferToFixedLength: { rule: "FE-CFF-087", owner: "ArrayBuffer", fix: "Use slice()." },
  toBase64: { rule: "FE-CFF-088", owner: "Uint8Array", fix: "Use Buffer and toString('base64')." },
  toHex: { rule: "FE-CFF-088", owner: "Uint8Array", fix: "Use Buffer and toString('hex')." },
  setFromBase64: { rule: "FE-CFF-088", owner: "Uint8Array", fix: "Use Buffer.from(text, 'base64')." },
  setFromHex: { rule: "FE-CFF-088", owner: "Uint8Array", fix: "Use Buffer.from(text, 'hex')." },
  getFloat16: { rule: "FE-CFF-089", owner: "DataView", fix: "Use getFloat32()." },
  setFloat16: { rule: "FE-CFF-089", owner: "DataView", fix: "Use setFloat32()." },
  getBigInt64: { rule: "FE-CFF-089", owner: "DataView", fix: "Read two 32-bit numbers." },
  getBigUint64: { rule: "FE-CFF-089", owner: "DataView", fix: "Read two 32-bit numbers." },
  setBigInt64: { rule: "FE-CFF-089", owner: "DataView", fix: "Write two 32-bit numbers." },
  setBigUint64: { rule: "FE-CFF-089", owner: "DataView", fix: "Write two 32-bit numbers." },
};

export function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
