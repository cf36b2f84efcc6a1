// The module 'buffer' of cloudfront-js-2.0.
(host) => {
  const encodings = ["utf8", "hex", "base64", "base64url"];

  function checked(encoding = "utf8") {
    const name = encoding === "utf-8" ? "utf8" : encoding;
    if (encodings.indexOf(name) < 0) throw new TypeError(`"${encoding}" encoding is not supported`);
    return name;
  }
  const bytesOf = (value, encoding) => {
    if (typeof value === "string") return new Uint8Array(host.encode(value, checked(encoding)));
    if (typeof value === "number") return Uint8Array.of(value & 255);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    return new Uint8Array(value.type === "Buffer" ? value.data : value);
  };
  const viewOf = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const copyOf = (bytes) => {
    const buffer = new Buffer(bytes.length);
    buffer.set(bytes);
    return buffer;
  };
  const order = (a, b) => {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  };

  class Buffer extends Uint8Array {
    static alloc(size, fill, encoding) {
      const buffer = new Buffer(size);
      return fill === undefined ? buffer : buffer.fill(fill, 0, size, encoding);
    }
    static allocUnsafe(size) {
      return new Buffer(size);
    }
    static byteLength(value, encoding) {
      return bytesOf(value, encoding).length;
    }
    static compare(a, b) {
      return order(a, b);
    }
    static concat(list, total) {
      const length = total === undefined ? list.reduce((sum, part) => sum + part.length, 0) : total;
      const joined = new Buffer(length);
      let at = 0;
      for (let i = 0; i < list.length && at < length; i += 1) {
        const part = list[i].subarray(0, length - at);
        joined.set(part, at);
        at += part.length;
      }
      return joined;
    }
    static from(value, offsetOrEncoding, length) {
      if (value instanceof ArrayBuffer) return new Buffer(value, offsetOrEncoding, length);
      if (value === null || value === undefined || typeof value === "number") {
        throw new TypeError(`first argument ${value} is not a string or Buffer-like object`);
      }
      return copyOf(bytesOf(value, offsetOrEncoding));
    }
    static isBuffer(value) {
      return value instanceof Buffer;
    }
    static isEncoding(encoding) {
      return encodings.concat("utf-8").indexOf(encoding) >= 0;
    }

    compare(target, targetStart, targetEnd, start, end) {
      return order(this.subarray(start, end), target.subarray(targetStart, targetEnd));
    }
    copy(target, targetStart = 0, start = 0, end = this.length) {
      const part = this.subarray(start, Math.min(end, start + target.length - targetStart));
      target.set(part, targetStart);
      return part.length;
    }
    equals(other) {
      return order(this, other) === 0;
    }
    fill(value, start = 0, end = this.length, encoding = "utf8") {
      const bytes = bytesOf(value, encoding);
      for (let i = start; i < end; i += 1) this[i] = bytes.length === 0 ? 0 : bytes[(i - start) % bytes.length];
      return this;
    }
    includes(value, offset, encoding) {
      return this.indexOf(value, offset, encoding) >= 0;
    }
    indexOf(value, offset = 0, encoding = "utf8") {
      const wanted = bytesOf(value, encoding);
      const first = offset < 0 ? Math.max(0, this.length + offset) : offset;
      for (let i = first; i + wanted.length <= this.length; i += 1) {
        if (order(this.subarray(i, i + wanted.length), wanted) === 0) return i;
      }
      return -1;
    }
    lastIndexOf(value, offset = this.length, encoding = "utf8") {
      const wanted = bytesOf(value, encoding);
      const first = offset < 0 ? this.length + offset : Math.min(offset, this.length - wanted.length);
      for (let i = first; i >= 0; i -= 1) if (order(this.subarray(i, i + wanted.length), wanted) === 0) return i;
      return -1;
    }
    swap16() {
      return swap(this, 2);
    }
    swap32() {
      return swap(this, 4);
    }
    swap64() {
      return swap(this, 8);
    }
    toJSON() {
      return { type: "Buffer", data: Array.prototype.slice.call(this) };
    }
    toString(encoding, start = 0, end = this.length) {
      const part = new Uint8Array(this.buffer, this.byteOffset, this.byteLength).slice(start, end);
      return host.decode(part.buffer, checked(encoding));
    }
    write(text, offset = 0, length = this.length - offset, encoding = "utf8") {
      const [at, most, name] =
        typeof offset === "string"
          ? [0, this.length, offset]
          : typeof length === "string"
            ? [offset, this.length - offset, length]
            : [offset, length, encoding];
      const bytes = bytesOf(text, name).subarray(0, Math.min(most, this.length - at));
      this.set(bytes, at);
      return bytes.length;
    }
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) throw new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`);
    for (let i = 0; i < buffer.length; i += size) buffer.subarray(i, i + size).reverse();
    return buffer;
  }
  const hide = (name, value) =>
    Object.defineProperty(Buffer.prototype, name, { value, writable: true, configurable: true });

  // readInt8 ... writeDoubleLE are DataView's methods by other names.
  const fixed = { Int8: "Int8", UInt8: "Uint8", Int16: "Int16", UInt16: "Uint16", Int32: "Int32", UInt32: "Uint32" };
  const floats = { Float: "Float32", Double: "Float64" };
  const views = Object.assign({}, fixed, floats);
  for (const name of Object.keys(views)) {
    for (const end of /8$/.test(name) ? [""] : ["BE", "LE"]) {
      const method = views[name];
      const size = Number(/\d+$/.exec(method)[0]) / 8;
      hide(`read${name}${end}`, function read(offset = 0) {
        return viewOf(this)[`get${method}`](offset, end === "LE");
      });
      hide(`write${name}${end}`, function write(value, offset = 0) {
        viewOf(this)[`set${method}`](offset, value, end === "LE");
        return offset + size;
      });
    }
  }
  // Integers of 1 to 6 bytes.
  for (const end of ["BE", "LE"]) {
    const exponent = (i, length) => (end === "BE" ? length - 1 - i : i);
    const readUInt = (buffer, offset, length) => {
      let value = 0;
      for (let i = 0; i < length; i += 1) value += buffer[offset + i] * 256 ** exponent(i, length);
      return value;
    };
    const write = function write(value, offset, length) {
      const unsigned = value < 0 ? value + 256 ** length : value;
      for (let i = 0; i < length; i += 1) this[offset + i] = Math.floor(unsigned / 256 ** exponent(i, length)) % 256;
      return offset + length;
    };
    hide(`readUInt${end}`, function readUnsigned(offset, length) {
      return readUInt(this, offset, length);
    });
    hide(`readInt${end}`, function readSigned(offset, length) {
      const value = readUInt(this, offset, length);
      return value >= 256 ** length / 2 ? value - 256 ** length : value;
    });
    hide(`writeUInt${end}`, write);
    hide(`writeInt${end}`, write);
  }

  return { Buffer };
};
