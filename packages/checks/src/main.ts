import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { listFiles, readFiles } from "./files.ts";
import { importsOf, isImportSource } from "./imports/imports.ts";
import { type Report, reportCircles, reportRooms, reportWords } from "./report.ts";
import { replaceTable } from "./rooms/table.ts";
import { isChecked } from "./words/check-words.ts";

const USAGE = `Usage: npx tsx packages/checks/src/main.ts [check]

  words [path...]   avoided words, and the words to write instead
  circles           circles of imports, those of types included
  rooms             imports that CONTRIBUTING.md's table of rooms doesn't allow
  rooms --write     writes the table of packages/checks/src/rooms/rooms.ts into CONTRIBUTING.md
`;

const root = resolve(import.meta.dirname, "../../..");
const contributing = join(root, "CONTRIBUTING.md");

const readImports = () => importsOf(readFiles(root, listFiles(root).filter(isImportSource)));
const readProse = (paths: readonly string[]) => readFiles(root, listFiles(root, paths).filter(isChecked));

function run(command: string | undefined, args: readonly string[]): Report[] | undefined {
  switch (command) {
    case undefined: {
      const imports = readImports();
      return [
        reportWords(readProse([]), true),
        reportCircles(imports),
        reportRooms(imports, readFileSync(contributing, "utf8")),
      ];
    }
    case "words":
      return [reportWords(readProse(args), args.length === 0)];
    case "circles":
      return [reportCircles(readImports())];
    case "rooms":
      if (args[0] === "--write") writeFileSync(contributing, replaceTable(readFileSync(contributing, "utf8")));
      return [reportRooms(readImports(), readFileSync(contributing, "utf8"))];
    default:
      return undefined;
  }
}

const [command, ...args] = process.argv.slice(2);
const reports = run(command, args);
if (!reports) {
  console.error(USAGE);
  process.exitCode = 2;
}
for (const { problems, summary } of reports ?? []) {
  if (problems.length > 0) process.exitCode = 1;
  console.log(problems.length > 0 ? problems.join("\n") : summary);
}
