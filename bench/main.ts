/** `npm run bench`: all tables one after the other, or those that are named: `npm run bench -- edge-load`. */
const tables = {
  sites: () => import("./sites-main.ts"),
  native: () => import("./native-main.ts"),
  "edge-load": () => import("./edge-load/main.ts"),
};

const named = process.argv.slice(2);
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
