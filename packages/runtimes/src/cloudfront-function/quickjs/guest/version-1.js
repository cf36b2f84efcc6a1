// Built-ins of cloudfront-js-1.0 that its successor does not have: methods for strings that hold bytes, and MemoryError. A byte
// string here is one with characters up to U+00FF only. njs marks its byte strings, so its crypto module reads their
// bytes, where the one here encodes them as UTF-8.
// AWS's page: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
(host) => {
  const hide = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const encodings = ["hex", "base64", "base64url"];
  const isBytes = (text) => !/[^\0-\xff]/.test(text);

  hide(globalThis, "MemoryError", class MemoryError extends Error {});
  hide(String, "bytesFrom", (value, encoding) => {
    if (Array.isArray(value)) return value.map((octet) => String.fromCharCode(octet & 255)).join("");
    if (typeof value !== "string") throw new TypeError("value must be a string or array");
    if (encodings.indexOf(encoding) < 0) throw new TypeError(`Unknown encoding: "${encoding}"`);
    return host.decode(host.encode(value, encoding), "latin1");
  });
  const define = (name, convert) =>
    hide(String.prototype, name, function method(start, end) {
      return convert(String(this).slice(start, end));
    });
  define("fromBytes", (text) => text);
  define("toBytes", (text) => (isBytes(text) ? text : null));
  define("toUTF8", (text) => host.decode(host.encode(text, "utf8"), "latin1"));
  define("fromUTF8", (text) => {
    if (!isBytes(text)) return text;
    const decoded = host.decode(host.encode(text, "latin1"), "utf8");
    // Bytes that are not UTF-8 decode to U+FFFD, which encodes to other bytes.
    return host.decode(host.encode(decoded, "utf8"), "latin1") === text ? decoded : null;
  });
};
