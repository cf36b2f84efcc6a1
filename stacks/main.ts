import { resolve } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { environmentNames, loadEnvironment } from "#environments";
import { buildInput } from "./build-input.ts";
import { type SynthesisInput, synthesise } from "./synthesis/synthesise.ts";

/**
 * The cdktf app. Reads FEATHEREDGE_ENVIRONMENTS (names with commas between them; left out: all) and cdktf's CDKTF_OUTDIR
 * (left out: `cdktf.out`).
 */
async function main(): Promise<void> {
  const root = resolve(import.meta.dirname, "..");
  const names = chosen(process.env.FEATHEREDGE_ENVIRONMENTS);
  // All are read before one is built: a mistyped name shall not cost a build.
  const environments = await Promise.all(
    names.map(async (name) => ({ name, environment: await loadEnvironment(name) })),
  );
  const inputs: SynthesisInput[] = [];
  for (const { name, environment } of environments) {
    const build = await buildEnvironment(buildInput(name, environment, root));
    // Functions that share a handler share its warnings.
    for (const warning of new Set([...build.warnings, ...build.functions.flatMap(({ warnings }) => warnings)])) {
      console.error(`Warning: ${warning}`);
    }
    inputs.push({ name, environment, build });
  }
  const outputDirectory = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  synthesise(inputs, { root, outputDirectory, environmentNames, warn: console.error });
}

function chosen(names: string | undefined): readonly string[] {
  const list = (names ?? "").split(",").map((name) => name.trim());
  const wanted = new Set(list.filter((name) => name !== ""));
  return wanted.size === 0 ? environmentNames : [...wanted];
}

/** What the user can fix; undefined for a defect, whose stack is shown. */
function messageFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("userFacing" in error) return error.message;
  const { code = "" } = error as NodeJS.ErrnoException;
  const isStorage = ["EACCES", "EDQUOT", "EEXIST", "ENOSPC", "ENOTDIR", "EPERM", "EROFS"].includes(code);
  // Node.js names the file.
  return isStorage
    ? `${error.message}. Free some space, or make the folder writable, then run the command again.`
    : undefined;
}

try {
  await main();
} catch (error) {
  const message = messageFor(error);
  if (message === undefined) throw error;
  console.error(message);
  process.exitCode = 1;
}
