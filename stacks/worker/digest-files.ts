import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Computes the SHA-256 of every file below a folder, by its path with `/`. */
export function digestFiles(folder: string): Record<string, string> {
  const digests: Record<string, string> = {};
  const read = (path: string) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) read(below);
      else
        digests[below] = createHash("sha256")
          .update(readFileSync(join(folder, below)))
          .digest("hex");
    }
  };
  read("");
  return digests;
}
