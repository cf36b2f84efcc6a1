import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { compare } from "../text.ts";

export interface InputSize {
  readonly file: string;
  readonly bytes: number;
}

/** Which inputs an artifact's bytes come from, the largest first: each stretch belongs to the mapping before it. */
export function attributeBytes(code: string, map: string): InputSize[] {
  const traced = new TraceMap(map);
  const sizes = new Map<string, number>();
  const mappings = decodedMappings(traced);
  code.split("\n").forEach((line, index) => {
    const segments = mappings[index] ?? [];
    segments.forEach((segment, at) => {
      const end = segments[at + 1]?.[0] ?? line.length;
      const source = segment.length === 1 ? undefined : traced.sources[segment[1]];
      const file = (source ?? "lowering").replace(/\?\d+$/, "");
      const bytes = Buffer.byteLength(line.slice(segment[0], end));
      sizes.set(file, (sizes.get(file) ?? 0) + bytes);
    });
  });
  return [...sizes]
    .map(([file, bytes]) => ({ file, bytes }))
    .sort((a, b) => b.bytes - a.bytes || compare(a.file, b.file));
}
