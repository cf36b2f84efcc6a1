// Runs inside QuickJS, before the function's code: makes its globals those of its runtime. `host` has the host's
// functions, none of which becomes a global; `language` holds the names that AWS lists for the runtime.
(host, language) => {
  // Taken before the function's code can replace them.
  const { parse, stringify } = JSON;
  const { defineProperty } = Object;
  const OwnError = Error;
  let handler;
  let outcome;
  let eventType;

  // Any text crosses to the host and back as JSON: as a C string it would end at a NUL.
  const readKey = (key) => {
    const value = host.readKey(stringify(key));
    return value === undefined ? undefined : parse(value);
  };
  const carrying = Object.assign({}, host, {
    log: (line) => host.log(stringify(line)),
    logCustomData: (text) => host.logCustomData(stringify(text)),
    encode: (value, encoding) => host.encode(stringify(value), encoding),
    decode: (bytes, encoding) => parse(host.decode(bytes, encoding)),
    readKey,
    eventType: () => eventType,
    isVersion1: language.isVersion1,
  });

  const loaded = Object.create(null);
  // Taken before the function's code can replace indexOf.
  const listed = Object.create(null);
  for (const name of language.modules) listed[name] = true;
  const isListed = (name) => listed[name] === true;
  const moduleNamed = (name) => {
    if (loaded[name] === undefined) loaded[name] = host.loadModule(stringify(name))(carrying, moduleNamed);
    return loaded[name];
  };
  globalThis.require = (name) => {
    if (typeof name !== "string") throw new TypeError(`require takes a module's name, not ${typeof name}`);
    if (!isListed(name)) throw new Error(`Cannot find module ${stringify(name.slice(0, 100))}`);
    return moduleNamed(name);
  };
  host.loadSetUp("text")(carrying);
  if (language.isVersion1) host.loadSetUp("version-1")(carrying);
  Object.defineProperty(globalThis, "Buffer", { get: () => moduleNamed("buffer").Buffer, configurable: true });
  const setClock = host.loadSetUp("date")();
  host.loadSetUp("lockdown")(language);

  const describe = (error) => {
    if (error === null || typeof error !== "object") return { name: "Error", message: String(error) };
    const { stack } = error;
    return { name: String(error.name || "Error"), message: String(error.message), stack };
  };

  // A text in the event, a method of the request in the function: as in CloudFront, it distinguishes `?` from no query.
  const giveRawQuery = (request) => {
    const query = request.rawQueryString;
    defineProperty(request, "rawQueryString", { value: () => query, enumerable: false });
  };

  const write = () => {
    try {
      return outcome === undefined ? "" : stringify(outcome);
    } catch (error) {
      return stringify({ error: describe(error) });
    }
  };

  return {
    stack: () => new OwnError().stack,
    load(value) {
      handler = value;
    },
    // The outcome, where there is one at once.
    start(text, time) {
      setClock(time);
      outcome = undefined;
      const settle = (output) => {
        outcome = { output };
      };
      const fail = (error) => {
        outcome = { error: describe(error) };
      };
      try {
        const event = parse(text);
        eventType = event.context?.eventType;
        if (event.request !== undefined) giveRawQuery(event.request);
        const output = handler(event);
        if (output !== null && typeof output === "object" && typeof output.then === "function")
          output.then(settle, fail);
        else settle(output);
      } catch (error) {
        fail(error);
      }
      return write();
    },
    finish: write,
  };
};
