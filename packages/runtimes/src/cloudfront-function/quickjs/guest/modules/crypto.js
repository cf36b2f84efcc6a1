// The module 'crypto'.
(host, moduleNamed) => {
  const { Buffer } = moduleNamed("buffer");
  const algorithms = ["md5", "sha1", "sha256"];
  const encodings = ["hex", "base64", "base64url"];

  const bytesOf = (value, name) => {
    if (typeof value !== "string" && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) {
      throw new TypeError(`${name} argument "${typeof value}" is not a string or Buffer-like object`);
    }
    return Buffer.from(value);
  };

  function make(algorithm, key) {
    if (algorithms.indexOf(algorithm) < 0) throw new TypeError(`not supported algorithm: "${algorithm}"`);
    const parts = [];
    let done = false;
    return {
      update(data) {
        if (done) throw new Error("Digest already called");
        parts.push(bytesOf(data, "data"));
        return this;
      },
      digest(encoding) {
        if (done) throw new Error("Digest already called");
        if (encoding !== undefined && encodings.indexOf(encoding) < 0) {
          throw new TypeError(`Unknown digest encoding: "${encoding}"`);
        }
        done = true;
        const digest = host.digest(algorithm, Buffer.concat(parts).buffer, key);
        if (encoding !== undefined) return host.decode(digest, encoding);
        return host.isVersion1 ? host.decode(digest, "latin1") : Buffer.from(digest);
      },
    };
  }

  return {
    createHash: (algorithm) => make(algorithm, undefined),
    createHmac: (algorithm, key) => make(algorithm, Buffer.from(bytesOf(key, "key")).buffer),
  };
};
