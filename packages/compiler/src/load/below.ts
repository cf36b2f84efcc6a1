import type { SourcePosition } from "@featheredge/diagnostics";

/** The position of a key below another one. */
export function below({ file, key }: SourcePosition, part: string): SourcePosition {
  return { file, key: `${key}.${part}` };
}
