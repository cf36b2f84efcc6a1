// Console and text codecs, which QuickJS does not have.
(host) => {
  const hide = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const text = (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
  const show = (value) => (value instanceof Error ? String(value) : text(value));
  hide(globalThis, "console", { log: (value) => host.log(show(value)) });
  hide(globalThis, "btoa", (value) => {
    if (/[^\0-\xff]/.test(value)) throw new TypeError("invalid character (>= U+00FF)");
    return host.decode(host.encode(String(value), "latin1"), "base64");
  });
  hide(globalThis, "atob", (value) => host.decode(host.encode(String(value), "base64"), "latin1"));
  hide(
    globalThis,
    "TextEncoder",
    class TextEncoder {
      get encoding() {
        return "utf-8";
      }
      encode(value = "") {
        return new Uint8Array(host.encode(String(value), "utf8"));
      }
      encodeInto(value, target) {
        let read = 0;
        let written = 0;
        for (const character of String(value)) {
          const bytes = this.encode(character);
          if (written + bytes.length > target.length) break;
          target.set(bytes, written);
          written += bytes.length;
          read += character.length;
        }
        return { read, written };
      }
    },
  );
  hide(
    globalThis,
    "TextDecoder",
    class TextDecoder {
      constructor(encoding = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        if (!/^utf-?8$/i.test(encoding)) throw new RangeError(`The "${encoding}" encoding is not supported`);
        Object.assign(this, { encoding: "utf-8", fatal, ignoreBOM });
      }
      decode(bytes = new Uint8Array(0)) {
        const view = ArrayBuffer.isView(bytes)
          ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
          : new Uint8Array(bytes);
        const decoded = host.decode(view.slice().buffer, "utf8");
        if (this.fatal && decoded.indexOf("\ufffd") >= 0) throw new TypeError("The encoded data was not valid");
        return !this.ignoreBOM && decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
      }
    },
  );
};
