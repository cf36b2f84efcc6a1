/**
 * `npm run bench`: all tables one after the other, or those that are named: `npm run bench -- edge-load`. Options are
 * those of the tables `compile`, `sites` and `loop`: `npm run bench -- compile --before ../another-checkout --json`, and
 * `npm run bench -- sites --apply`, and `npm run bench -- loop --rounds 1`.
 */
import { parseArgs } from "node:util";

const tables = {
  sites: () => import("./sites/main.ts").then(({ default: print }) => print(options)),
  start: () => import("./start.ts"),
  native: () => import("./native-main.ts"),
  compile: () => import("./compile/main.ts").then(({ default: print }) => print(options)),
  "edge-load": () => import("./edge-load/main.ts"),
  loop: () => import("./loop/main.ts").then(({ default: print }) => print(options)),
  inspector: () => import("./inspector.ts"),
};

const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: "string" },
    json: { type: "boolean" },
    apply: { type: "boolean" },
    rounds: { type: "string" },
  },
});
const unknown = named.filter((name) => !Object.hasOwn(tables, name));
if (unknown.length > 0) {
  console.error(
    `There is no table '${unknown.join("', '")}'. Name ${Object.keys(tables).join(", ")}, or none for all.`,
  );
  process.exit(1);
}
for (const [index, [, print]] of Object.entries(tables)
  .filter(([name]) => named.length === 0 || named.includes(name))
  .entries()) {
  if (index > 0) console.log("");
  await print();
}
