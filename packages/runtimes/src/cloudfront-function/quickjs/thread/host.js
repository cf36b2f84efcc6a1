// Every host function that code inside QuickJS can reach, with its argument types and its limits.
import { createHash, createHmac } from "node:crypto";
import { moduleScripts, setUpScripts } from "./guest-scripts.js";

const textEncodings = ["utf8", "latin1", "hex", "base64", "base64url"];
const digestAlgorithms = ["md5", "sha1", "sha256"];
const originMethods = ["selectRequestOriginById", "updateRequestOrigin", "createRequestOriginGroup"];

/** A function has 2 MB, so a larger argument cannot come from it. In UTF-16 code units. */
const mostCharacters = 4_000_000;

/**
 * Creates an object of functions in the guest, for the scripts in `guest/` only. The caller disposes it.
 *
 * A function throws a TypeError for an argument of another type, before it reads the argument: reading an object as
 * text would run the guest's `toString`. QuickJS passes what a function throws to the guest, as an error with the same
 * name and message.
 *
 * @param {import("quickjs-emscripten").QuickJSContext} context
 * @param {import("./memory.js").Carrier} carrier
 * @param state `log(line)`, `logCustomData(text)`, `callOrigin(method, json)`, `keyValueStore()` and `edgeLocation`
 */
export function hostObject(context, carrier, state) {
  const host = context.newObject();
  const define = (name, run) => {
    context.newFunction(name, run).consume((handle) => context.setProp(host, name, handle));
  };

  const text = (handle, name) => {
    const type = handle === undefined ? "undefined" : context.typeof(handle);
    if (type !== "string") throw new TypeError(`${name} must be a string, not ${type}`);
    const value = context.getString(handle);
    if (value.length > mostCharacters) throw new RangeError(`${name} is longer than ${mostCharacters} characters`);
    return value;
  };
  const oneOf = (handle, name, listed) => {
    const value = text(handle, name);
    if (!listed.includes(value)) throw new TypeError(`${name} must be one of ${listed.join(", ")}`);
    return value;
  };
  // Text that a function makes is carried as JSON, because as a C string it would end at a NUL.
  const jsonText = (handle, name) => {
    const value = JSON.parse(text(handle, name));
    if (typeof value !== "string") throw new TypeError(`${name} must be a string in JSON`);
    return value;
  };
  const carried = (value) => carrier.text(JSON.stringify(value));
  const script = (scripts, name) => {
    const source = scripts.get(name);
    if (source === undefined) throw new Error(`Cannot find module ${JSON.stringify(name.slice(0, 100))}`);
    return context.unwrapResult(context.evalCode(source, `${name}.js`, { type: "global", strict: true }));
  };

  define("log", (line) => {
    state.log(jsonText(line, "line"));
    return context.undefined;
  });
  define("logCustomData", (data) => {
    state.logCustomData(jsonText(data, "data"));
    return context.undefined;
  });
  define("callOrigin", (method, json) => {
    state.callOrigin(oneOf(method, "method", originMethods), text(json, "arguments"));
    return context.undefined;
  });
  define("loadSetUp", (name) => script(setUpScripts, text(name, "name")));
  define("loadModule", (name) => script(moduleScripts, jsonText(name, "name")));
  define("encode", (value, encoding) =>
    carrier.bytes(Buffer.from(jsonText(value, "value"), oneOf(encoding, "encoding", textEncodings))),
  );
  define("decode", (bytes, encoding) =>
    carried(carrier.read(bytes ?? context.undefined).toString(oneOf(encoding, "encoding", textEncodings))),
  );
  define("digest", (algorithm, data, key) => {
    const name = oneOf(algorithm, "algorithm", digestAlgorithms);
    const keyed = key !== undefined && context.typeof(key) !== "undefined";
    const hash = keyed ? createHmac(name, carrier.read(key)) : createHash(name);
    return carrier.bytes(hash.update(carrier.read(data ?? context.undefined)).digest());
  });
  define("readKey", (key) => {
    const value = state.keyValueStore()?.get(jsonText(key, "key"));
    return value === undefined ? context.undefined : carried(value);
  });
  define("countKeys", () => context.newNumber(state.keyValueStore()?.size ?? -1));
  define("readEdgeLocation", () => carrier.text(JSON.stringify(state.edgeLocation)));
  return host;
}
