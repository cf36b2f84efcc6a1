// The scripts that run inside QuickJS, by exact names: no path is ever built from a name that a function can choose.
import { readFileSync } from "node:fs";

const read = (file) => readFileSync(new URL(`../guest/${file}`, import.meta.url), "utf8");

/** Scripts that set up the globals of a runtime, and parts of modules, which no function can load by name. */
export const setUpScripts = new Map([
  ["prelude", read("prelude.js")],
  ["text", read("text.js")],
  ["version-1", read("version-1.js")],
  ["date", read("date.js")],
  ["cwt", read("cwt.js")],
  ["lockdown", read("lockdown.js")],
]);

/** The modules that a function can import or require. */
export const moduleScripts = new Map([
  ["buffer", read("modules/buffer.js")],
  ["cloudfront", read("modules/cloudfront.js")],
  ["crypto", read("modules/crypto.js")],
  ["querystring", read("modules/querystring.js")],
]);
