import { resolve } from "node:path";
import { listFiles, readFiles } from "./files.ts";
import { checkWords, isChecked } from "./words/check-words.ts";
import { formatHit } from "./words/hit.ts";

const root = resolve(import.meta.dirname, "../../..");
const [command, ...paths] = process.argv.slice(2);

if (command !== "words") {
  console.error("Usage: npx tsx packages/checks/src/main.ts words [path...]");
  process.exit(2);
}

const files = readFiles(root, listFiles(root, paths).filter(isChecked));
const { hits } = checkWords(files);
for (const hit of hits) console.log(formatHit(hit));
const counts = new Map<string, number>();
for (const { path } of hits) {
  const room = /^(?:(?:packages|modules|stacks|tests)\/[^/]+\/|[^/]+$|[^/]+\/)/.exec(path)?.[0] ?? path;
  counts.set(room, (counts.get(room) ?? 0) + 1);
}
if (hits.length === 0) console.log(`words: ${files.length} files, no avoided words.`);
else {
  for (const [room, count] of counts) console.log(`${String(count).padStart(6)} ${room}`);
  process.exitCode = 1;
}
