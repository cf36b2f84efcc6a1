// Runs inside QuickJS, before the function's code: makes its globals those of cloudfront-js-2.0. `host` are the host's
// functions, of which nothing stays global; `language` is what AWS lists.
(host, language) => {
  // Taken before the function's code can replace them.
  const { parse, stringify } = JSON;
  let handler;
  let outcome;

  // Any text crosses to the host and back as JSON: as a C string it would end at a NUL.
  const readKey = (key) => {
    const found = host.readKey(stringify(key));
    return found === undefined ? undefined : parse(found);
  };
  const carrying = Object.assign({}, host, {
    log: (line) => host.log(stringify(line)),
    encode: (value, encoding) => host.encode(stringify(value), encoding),
    decode: (bytes, encoding) => parse(host.decode(bytes, encoding)),
    readKey,
  });

  const loaded = Object.create(null);
  const moduleNamed = (name) => {
    if (loaded[name] === undefined) loaded[name] = host.load(`modules/${name}`)(carrying, moduleNamed);
    return loaded[name];
  };
  globalThis.require = moduleNamed;
  host.load("text")(carrying);
  Object.defineProperty(globalThis, "Buffer", { get: () => moduleNamed("buffer").Buffer, configurable: true });
  const setClock = host.load("date")();
  host.load("lockdown")(language);

  const describe = (error) => {
    if (error === null || typeof error !== "object") return { name: "Error", message: String(error) };
    return { name: String(error.name || "Error"), message: String(error.message) };
  };

  return {
    load(found) {
      handler = found;
    },
    start(event, time) {
      setClock(time);
      outcome = undefined;
      const settle = (output) => {
        outcome = { output };
      };
      const fail = (error) => {
        outcome = { error: describe(error) };
      };
      try {
        const output = handler(parse(event));
        if (output !== null && typeof output === "object" && typeof output.then === "function")
          output.then(settle, fail);
        else settle(output);
      } catch (error) {
        fail(error);
      }
    },
    finish: () => {
      try {
        return outcome === undefined ? "" : stringify(outcome);
      } catch (error) {
        return stringify({ error: describe(error) });
      }
    },
  };
};
