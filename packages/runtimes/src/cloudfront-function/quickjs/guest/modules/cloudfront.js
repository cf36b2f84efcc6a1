// The module 'cloudfront' of cloudfront-js-2.0, as far as a function can be run without CloudFront.
(host, moduleNamed) => {
  const read = (key, { format = "string" } = {}) => {
    const value = host.readKey(String(key));
    if (value === undefined) throw new Error(`KeyNotFound: the key "${key}" is not in the KeyValueStore`);
    if (format === "json") return JSON.parse(value);
    return format === "bytes" ? moduleNamed("buffer").Buffer.from(value) : value;
  };
  const store = {
    get: async (key, options) => read(key, options),
    exists: async (key) => host.readKey(String(key)) !== undefined,
    meta: async () => ({
      creationDateTime: "1970-01-01T00:00:00Z",
      lastUpdatedDateTime: "1970-01-01T00:00:00Z",
      keyCount: host.countKeys(),
    }),
  };
  const location = JSON.parse(host.readEdgeLocation());
  const origin =
    (method) =>
    (...parts) =>
      host.callOrigin(method, JSON.stringify(parts));

  let tokens;
  return {
    kvs() {
      if (host.countKeys() < 0) throw new Error("The function has no KeyValueStore");
      return store;
    },
    updateRequestOrigin: origin("updateRequestOrigin"),
    selectRequestOriginById: origin("selectRequestOriginById"),
    createRequestOriginGroup: origin("createRequestOriginGroup"),
    logCustomData(text) {
      if (typeof text !== "string") throw new TypeError("cf.logCustomData() takes a string. Use JSON.stringify().");
      host.logCustomData(text);
    },
    get cwt() {
      tokens ??= host.loadSetUp("cwt")(moduleNamed);
      return tokens;
    },
    // A standard distribution has no tenants.
    get distributionTenant() {
      throw new TypeError("distributionTenant module is not available");
    },
    // Viewer response functions find it empty.
    get edgeLocation() {
      return host.eventType() === "viewer-response" ? {} : location;
    },
  };
};
