import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const shared = ["access-logs", "base", "functions", "http"];

/**
 * The number of a file's stage. Shared folders come after all stages. The files that call the stages come before them, and
 * so does the inspector, which explains them all.
 */
function stageOf(file: string): number {
  const [folder = ""] = file.split(path.sep);
  return shared.includes(folder) ? 10 : Number(/^(\d)-/.exec(folder)?.[1] ?? 0);
}

function importsOf(file: string): string[] {
  const source = readFileSync(path.join(import.meta.dirname, file), "utf8");
  return [...source.matchAll(/ from "(\.[^"]+)"/g)]
    .map(([, specifier = ""]) => path.join(path.dirname(file), specifier))
    .filter((imported) => !imported.startsWith(".."));
}

it("no stage, and no shared folder, imports from an earlier stage", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && !/(^|\/)testing\//.test(file));
  expect(new Set(sources.map(stageOf)).size).toBe(11);
  const upward = sources.flatMap((file) =>
    importsOf(file)
      .filter((imported) => stageOf(imported) < stageOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(upward).toEqual([]);
});
