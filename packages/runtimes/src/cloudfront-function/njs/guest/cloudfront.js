// The module 'cloudfront' in njs: a KeyValueStore from a file, and the rest as far as it runs without CloudFront.
// biome-ignore lint/style/useNodejsImportProtocol: njs does not know the prefix
import fs from "fs";

const values = JSON.parse(fs.readFileSync("key-value-store.json", "utf8"));

function read(key, options) {
  // biome-ignore lint/complexity/useOptionalChain: njs 0.7.9 does not know it
  const format = options && options.format;
  const value = values === null ? undefined : values[key];
  if (value === undefined) throw new Error(`KeyNotFound: the key "${key}" is not in the KeyValueStore`);
  if (format === "json") return JSON.parse(value);
  return format === "bytes" ? Buffer.from(value) : value;
}
const store = {
  get: async (key, options) => read(key, options),
  exists: async (key) => Object.keys(values).indexOf(key) >= 0,
  meta: async () => ({
    creationDateTime: "1970-01-01T00:00:00Z",
    lastUpdatedDateTime: "1970-01-01T00:00:00Z",
    keyCount: Object.keys(values).length,
  }),
};
// Global, since `after.js` takes it from there into each event's result.
const originCalls = [];
globalThis.featheredgeOriginCalls = originCalls;
function origin(method) {
  return (...parts) => {
    originCalls.push({ method: method, arguments: JSON.parse(JSON.stringify(parts)) });
  };
}
function later() {
  throw new Error("cf.cwt is not available in njs. Run the function in QuickJS.");
}

export default {
  kvs: () => {
    if (values === null) throw new Error("The function has no KeyValueStore");
    return store;
  },
  updateRequestOrigin: origin("updateRequestOrigin"),
  selectRequestOriginById: origin("selectRequestOriginById"),
  createRequestOriginGroup: origin("createRequestOriginGroup"),
  logCustomData: (text) => {
    if (typeof text !== "string") throw new TypeError("cf.logCustomData() takes a string. Use JSON.stringify().");
    globalThis.featheredgeLogData = text;
  },
  cwt: { validateToken: later, generateToken: later },
  get distributionTenant() {
    throw new TypeError("distributionTenant module is not available");
  },
  edgeLocation: {},
};
