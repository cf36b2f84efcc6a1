import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { entryFile } from "../bundle/entry.ts";
import { sdkDirectory } from "../bundle/plugin.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { compare, grouped } from "../source/text.ts";

const lowering = "lowering";

interface InputSize {
  /** Relative to the root of the sources. */
  readonly file: string;
  readonly bytes: number;
}

/** Finds the inputs that an artifact's bytes come from. Each stretch of code belongs to the mapping before it. */
export function attributeBytes(code: string, map: string): InputSize[] {
  const traced = new TraceMap(map);
  const mappings = decodedMappings(traced);
  return code.split("\n").flatMap((line, index) => {
    const segments = mappings[index] ?? [];
    return segments.map((segment, at) => {
      const end = segments[at + 1]?.[0] ?? line.length;
      const source = segment.length === 1 ? undefined : traced.sources[segment[1]];
      return { file: source ?? lowering, bytes: Buffer.byteLength(line.slice(segment[0], end)) };
    });
  });
}

/**
 * The three largest inputs, with the files of a package added up: `edge-handlers/a/table.ts 12,009 B, jose 3,100 B`.
 */
export function describeLargest(sizes: readonly InputSize[], files: SourceFiles): string {
  const sums = new Map<string, number>();
  for (const { file, bytes } of sizes) {
    if (file === entryFile || file === lowering) continue;
    const name = packageName(files.absolute(file)) ?? file.replace(/\?\d+$/, "");
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || compare(a, b))
    .slice(0, 3)
    .map(([name, bytes]) => `${name} ${grouped(bytes)} B`)
    .join(", ");
}

function packageName(file: string): string | undefined {
  if (file.startsWith(sdkDirectory)) return "@featheredge/edge-sdk";
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
}
