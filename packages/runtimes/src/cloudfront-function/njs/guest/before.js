// Precedes the function's code in njs: built-ins of cloudfront-js-2.0 that this njs lacks.
if (!String.prototype.replaceAll) {
  Object.defineProperty(String.prototype, "replaceAll", {
    value: function replaceAll(search, replacement) {
      if (!(search instanceof RegExp)) {
        const literal = String(search).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        return this.replace(new RegExp(literal, "g"), replacement);
      }
      if (!search.global) throw new TypeError("replaceAll must be called with a global RegExp");
      return this.replace(search, replacement);
    },
    writable: true,
    configurable: true,
  });
}
