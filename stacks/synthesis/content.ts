import { statSync } from "node:fs";
import { join } from "node:path";
import { environmentFile } from "#environments";
import type { SynthesisInput } from "./synthesise.ts";

/** A content folder that an environment names and that is not there. */
class ContentError extends Error {
  readonly userFacing = true;
  override readonly name = "ContentError";
}

/** @throws ContentError with one paragraph for each folder that is missing */
export function checkContent(inputs: readonly SynthesisInput[], root: string): void {
  const missing: string[] = [];
  for (const { name, environment } of inputs) {
    for (const [distribution, { origins }] of Object.entries(environment.distributions)) {
      for (const [key, origin] of Object.entries(origins)) {
        if (origin.type !== "static" || origin.content === undefined) continue;
        if (isFolder(join(root, origin.content))) continue;
        missing.push(
          `${environmentFile(name)}: distributions.${distribution}.origins.${key}.content: there is no folder '${origin.content}' in the repository. Make it, or leave 'content' out when another pipeline fills the bucket.`,
        );
      }
    }
  }
  if (missing.length > 0) throw new ContentError(missing.join("\n\n"));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
