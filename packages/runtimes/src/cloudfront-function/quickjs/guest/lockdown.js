// Takes away what AWS does not list, and every way to make code from strings.
(language) => {
  const { defineProperty, getOwnPropertyNames, getPrototypeOf } = Object;
  const hide = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });

  // Whichever way code reaches a function's constructor, it makes no code from strings.
  function Constructor() {
    throw new EvalError("Code generation from strings is disallowed in CloudFront Functions");
  }
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  defineProperty(Constructor, "name", { value: "Function" });
  defineProperty(Constructor, "prototype", { value: getPrototypeOf(kinds[0]), writable: false });
  for (const kind of kinds) {
    defineProperty(getPrototypeOf(kind), "constructor", { value: Constructor, writable: false, configurable: false });
  }
  hide(globalThis, "Function", Constructor);

  // Built-ins that AWS does not list are removed.
  const prune = (target, listed) => {
    for (const name of getOwnPropertyNames(target)) {
      const { value } = Object.getOwnPropertyDescriptor(target, name);
      if (typeof value === "function" && name !== "constructor" && listed.indexOf(name) < 0) delete target[name];
    }
  };
  for (const owner of Object.keys(language.statics)) {
    if (owner in globalThis && owner !== "Buffer") prune(globalThis[owner], language.statics[owner]);
  }
  for (const owner of Object.keys(language.prototypes)) {
    const { prototype } = globalThis[owner === "TypedArray" ? "Uint8Array" : owner];
    prune(owner === "TypedArray" ? getPrototypeOf(prototype) : prototype, language.prototypes[owner]);
  }
  prune(getPrototypeOf(Uint8Array), language.statics.Uint8Array);
  for (const name of getOwnPropertyNames(globalThis)) {
    if (language.globals.indexOf(name) < 0) delete globalThis[name];
  }
};
