// The module 'querystring'.
(host) => {
  const { hasOwnProperty: hasOwn } = Object.prototype;
  const encodeText = (text) => encodeURIComponent(String(text));

  const decodeText = (text) => {
    const spaced = String(text).split("+").join(" ");
    try {
      return decodeURIComponent(spaced);
    } catch {
      return decodeBytes(spaced);
    }
  };

  // Sequences that are not UTF-8 become U+FFFD; a % without two hexadecimal digits stays.
  function decodeBytes(text) {
    return text.replace(/(%[0-9a-f]{2})+/gi, (run) => host.decode(host.encode(run.split("%").join(""), "hex"), "utf8"));
  }

  function parse(text, separator = "&", equal = "=", options = {}) {
    const decode = options.decodeURIComponent || decodeText;
    const maxKeys = options.maxKeys === undefined ? 1000 : options.maxKeys;
    const parsed = {};
    let count = 0;
    for (const pair of String(text).split(separator)) {
      if (pair === "") continue;
      if (maxKeys > 0 && count >= maxKeys) break;
      count += 1;
      const at = pair.indexOf(equal);
      const key = decode(at < 0 ? pair : pair.slice(0, at));
      const value = at < 0 ? "" : decode(pair.slice(at + equal.length));
      if (!hasOwn.call(parsed, key)) parsed[key] = value;
      else if (Array.isArray(parsed[key])) parsed[key].push(value);
      else parsed[key] = [parsed[key], value];
    }
    return parsed;
  }

  function stringify(object, separator = "&", equal = "=", options = {}) {
    const encode = options.encodeURIComponent || encodeText;
    const write = (value) => (value === null || value === undefined ? "" : encode(String(value)));
    const pairs = [];
    for (const key of Object.keys(object)) {
      const value = object[key];
      const values = Array.isArray(value) ? value : [value];
      for (let i = 0; i < values.length; i += 1) pairs.push(encode(key) + equal + write(values[i]));
    }
    return pairs.join(separator);
  }

  return { parse, decode: parse, stringify, encode: stringify, escape: encodeText, unescape: decodeText };
};
