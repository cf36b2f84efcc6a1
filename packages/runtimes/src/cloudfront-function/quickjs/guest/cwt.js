// `cf.cwt` of the module 'cloudfront': CBOR Web Tokens in a COSE_Mac0 structure, with HMAC and SHA-256.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cwt-support-cloudfront-functions.html
// It runs after the lockdown, so it uses what cloudfront-js-2.0 has: no iterators, and so no array patterns.
(moduleNamed) => {
  const { Buffer } = moduleNamed("buffer");
  const { createHmac } = moduleNamed("crypto");
  // Of AWS's page. Nesting is bounded here only.
  const mostBytes = 1024;
  const mostNested = 16;
  // RFC 8392 and RFC 9052: tags, the header that names the algorithm, and the bytes that an algorithm's tag has.
  const cwtTag = 61;
  const mac0Tag = 17;
  const algorithmHeader = "1";
  const tagBytes = { 4: 8, 5: 32 };

  const isNumber = (text) => /^-?(?:0|[1-9][0-9]{0,14})$/.test(text);
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  // Compares all bytes, wherever the first difference is.
  function isSame(a, b) {
    let different = a.length ^ b.length;
    for (let i = 0; i < a.length; i += 1) different |= a[i] ^ b[i];
    return different === 0;
  }

  // A head of CBOR (RFC 8949, section 3): the major type and its argument.
  function head(type, value) {
    if (value < 24) return Buffer.from([(type << 5) | value]);
    if (value < 0x100) return Buffer.from([(type << 5) | 24, value]);
    if (value < 0x10000) return Buffer.from([(type << 5) | 25, value >> 8, value & 255]);
    const bytes = Buffer.alloc(value < 0x100000000 ? 5 : 9);
    bytes[0] = (type << 5) | (bytes.length === 5 ? 26 : 27);
    for (let at = bytes.length - 1, left = value; at > 0; at -= 1, left = Math.floor(left / 256))
      bytes[at] = left % 256;
    return bytes;
  }
  const integer = (value) => (value < 0 ? head(1, -1 - value) : head(0, value));
  const bytesItem = (bytes) => Buffer.concat([head(2, bytes.length), bytes]);
  const textItem = (text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([head(3, bytes.length), bytes]);
  };

  function write(value, nested = 0) {
    if (nested > mostNested) throw new Error(`A token nests at most ${mostNested} levels.`);
    if (typeof value === "boolean") return Buffer.from([value ? 0xf5 : 0xf4]);
    if (value === null) return Buffer.from([0xf6]);
    if (typeof value === "string") return textItem(value);
    if (typeof value === "number") return Number.isSafeInteger(value) ? integer(value) : float(value);
    if (ArrayBuffer.isView(value)) return bytesItem(Buffer.from(value));
    if (Array.isArray(value)) {
      return Buffer.concat([head(4, value.length)].concat(value.map((one) => write(one, nested + 1))));
    }
    if (typeof value !== "object") throw new TypeError(`A token can't hold a value of type ${typeof value}.`);
    const names = Object.keys(value);
    const items = [head(5, names.length)];
    names.forEach((name) => {
      items.push(isNumber(name) ? integer(Number(name)) : textItem(name), write(value[name], nested + 1));
    });
    return Buffer.concat(items);
  }
  function float(value) {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xfb;
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }

  // Reads one item after another, and fails where the bytes end too soon.
  function reader(bytes) {
    let at = 0;
    const take = (length) => {
      if (length > bytes.length - at) throw new Error("The token is cut.");
      at += length;
      return bytes.subarray(at - length, at);
    };
    const argument = (info) => {
      if (info < 24) return info;
      if (info > 27) throw new Error("The token has an item of indefinite length.");
      const digits = take(1 << (info - 24));
      let value = 0;
      for (let i = 0; i < digits.length; i += 1) value = value * 256 + digits[i];
      return value;
    };
    const simple = (info) => {
      if (info === 20 || info === 21) return info === 21;
      if (info === 22 || info === 23) return null;
      if (info === 26) return Buffer.from(take(4)).readFloatBE(0);
      if (info === 27) return Buffer.from(take(8)).readDoubleBE(0);
      throw new Error("The token has a value that JavaScript has not.");
    };
    const item = (nested) => {
      if (nested > mostNested) throw new Error(`The token nests more than ${mostNested} levels.`);
      const first = take(1)[0];
      const type = first >> 5;
      const info = first & 31;
      if (type === 7) return simple(info);
      const value = argument(info);
      if (type === 0) return value;
      if (type === 1) return -1 - value;
      if (type === 2) return Buffer.from(take(value));
      if (type === 3) return Buffer.from(take(value)).toString();
      if (type === 6) return item(nested + 1);
      if (value > bytes.length) throw new Error("The token is cut.");
      const list = [];
      if (type === 4) while (list.length < value) list.push(item(nested + 1));
      if (type === 4) return list;
      const map = {};
      for (let left = value; left > 0; left -= 1) {
        const name = String(item(nested + 1));
        Object.defineProperty(map, name, {
          value: item(nested + 1),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return map;
    };
    return {
      item: () => item(0),
      // True if the next item has this tag, which is then read.
      tagged(tag) {
        const expected = head(6, tag);
        const isTagged = isSame(bytes.subarray(at, at + expected.length), expected);
        if (isTagged) at += expected.length;
        return isTagged;
      },
      isAtEnd: () => at === bytes.length,
    };
  }

  function macOf(protectedBytes, payload, key, length) {
    const structure = [
      head(4, 4),
      textItem("MAC0"),
      bytesItem(protectedBytes),
      bytesItem(Buffer.alloc(0)),
      bytesItem(payload),
    ];
    return Buffer.from(createHmac("sha256", key).update(Buffer.concat(structure)).digest().subarray(0, length));
  }
  function lengthFor(algorithm) {
    const length = tagBytes[algorithm];
    if (length === undefined)
      throw new Error(`The token's algorithm is ${algorithm}; it must be 5, HMAC with SHA-256.`);
    return length;
  }
  function keyOf(context) {
    const key = isMap(context) ? context.key : undefined;
    if (typeof key === "string" || ArrayBuffer.isView(key)) return key;
    throw new TypeError("The context's key must be a string or a Buffer.");
  }

  function validateToken(token, context) {
    if (!ArrayBuffer.isView(token)) throw new TypeError("The token must be a Buffer.");
    if (token.length > mostBytes) throw new Error(`The token has ${token.length} B; CloudFront takes ${mostBytes} B.`);
    const key = keyOf(context);
    const read = reader(token);
    read.tagged(cwtTag);
    if (!read.tagged(mac0Tag)) throw new Error("The token has not the tag of COSE_Mac0.");
    const parts = read.item();
    const isMac0 = Array.isArray(parts) && parts.length === 4 && isMap(parts[1]) && read.isAtEnd();
    if (!isMac0 || ![0, 2, 3].every((index) => ArrayBuffer.isView(parts[index]))) {
      throw new Error("The token is not a COSE_Mac0 structure.");
    }
    const protectedBytes = parts[0];
    const unprotectedHeaders = parts[1];
    const payload = parts[2];
    const protectedHeaders = protectedBytes.length === 0 ? {} : reader(protectedBytes).item();
    const length = lengthFor(protectedHeaders[algorithmHeader]);
    if (!isSame(macOf(protectedBytes, payload, key, length), parts[3]))
      throw new Error("The token's signature is not valid.");
    return { protectedHeaders, unprotectedHeaders, payload: reader(payload).item() };
  }

  // AWS's page documents the context first, and its examples pass it last.
  function generateToken(first, second) {
    const isLast = isMap(second) && second.coseTag !== undefined;
    const context = isLast ? second : first;
    const object = isLast ? first : second;
    const key = keyOf(context);
    if (context.coseTag !== "MAC0") throw new Error("The context's coseTag must be 'MAC0'.");
    if (!isMap(object) || !isMap(object.payload)) throw new TypeError("The token must be an object with a payload.");
    const protectedHeaders = object.protectedHeaders || object.protected || {};
    const unprotectedHeaders = object.unprotectedHeaders || object.unprotected || {};
    const algorithm = Number(protectedHeaders[algorithmHeader] || 5);
    const length = lengthFor(algorithm);
    const protectedBytes = write(Object.assign({}, protectedHeaders, { [algorithmHeader]: algorithm }));
    const payload = write(object.payload);
    const token = Buffer.concat([
      context.cwtTag === true ? head(6, cwtTag) : Buffer.alloc(0),
      head(6, mac0Tag),
      head(4, 4),
      bytesItem(protectedBytes),
      write(unprotectedHeaders),
      bytesItem(payload),
      bytesItem(macOf(protectedBytes, payload, key, length)),
    ]);
    if (token.length > mostBytes) throw new Error(`The token has ${token.length} B; CloudFront takes ${mostBytes} B.`);
    return token;
  }

  return { validateToken, generateToken };
};
