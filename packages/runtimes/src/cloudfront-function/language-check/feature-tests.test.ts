import { describe, expect, it } from "vitest";
import { checkCloudFrontFunction } from "../../index.ts";

const diagnosticsOf = (line: string) =>
  checkCloudFrontFunction(`function handler(event) {\n  let value = event.request.uri;\n${line}\n  return value;\n}\n`);

/** As published functions write them so that the same file can be tested in Node.js, and as the minifier shortens them. */
describe("a feature test", () => {
  it.each(
    [
      "if (typeof module !== 'undefined') module.exports = { handler };",
      "if (typeof module !== 'undefined' && module.exports) { module.exports.handler = handler; }",
      "typeof module < 'u' && (module.exports = { handler: handler });",
      "typeof module > 'u' || (module.exports = 1);",
      "if ('undefined' !== typeof exports) exports.handler = handler;",
      "if (typeof exports === 'object') exports.handler = handler;",
      "if (typeof process === 'undefined') { value = 1; } else { value = process.env.A; }",
      "value = typeof process != 'undefined' ? process.env.A : '';",
      "value = typeof process === 'undefined' ? '' : process.env.A;",
      "if (typeof fetch !== 'function') return value; fetch('/');",
      "if (!console.error) value = 1;",
      "if (console.error) console.error('a');",
      "console.error && console.error('a');",
      "value = (console.error || console.log)('a');",
      "value = typeof console.error === 'function' ? console.error('a') : 1;",
      "if (console.table !== undefined) { console.table(value); }",
      "value = Object.fromEntries ? Object.fromEntries([]) : {};",
      "if (globalThis.fetch) globalThis.fetch('/');",
      "value = !globalThis.structuredClone;",
      "value = value.at ? value.at(-1) : value.charAt(0);",
      "value = Array.prototype.flat ? [].flat() : [];",
      "try { module.exports = { handler }; } catch (error) {}",
      "if (typeof ''.at === 'function' && typeof [].flat === 'function') value = ''.at(0) + [].flat();",
    ].map((line) => [line.replace("{ handler }", "{ handler: handler }")]),
  )("does not count as a use of the feature that it tests for: %s", (line) => {
    expect(diagnosticsOf(line)).toEqual([]);
  });

  it.each([
    ["if (typeof module === 'undefined') module.exports = 1;", "module"],
    ["if (typeof module !== 'undefined') {} else module.exports = 1;", "module"],
    ["if (typeof module !== 'undefined' || value) module.exports = 1;", "module"],
    ["if (typeof exports !== 'undefined') module.exports = 1;", "module"],
    ["if (typeof fetch === 'undefined') value = 1; fetch('/');", "fetch"],
    ["if (!console.error) console.error('a');", "console.error"],
    ["console.error || console.error('a');", "console.error"],
    ["value = console.error;", "console.error"],
    ["if (fetch) value = 1;", "fetch"],
    ["try { fetch('/'); } catch (error) { value = 1; }", "fetch"],
    ["try { value(); } catch (error) { module.exports = 1; }", "module"],
    ["value = value.at ? 1 : value.at(-1);", ".at() of Array and String"],
  ])("does not excuse a use where it failed: %s", (line, name) => {
    expect(diagnosticsOf(line).map(({ message }) => message.split(" is not")[0]?.replaceAll("'", ""))).toEqual([name]);
  });
});
