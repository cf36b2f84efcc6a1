import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a stack is made from. It is kept with the stack: a name such as `site-eu-dev` does not say it. */
export interface StackSource {
  readonly environment: string;
  readonly distribution: string;
}

/** The part of a stack folder's `metadata.json` that is read here. */
export interface StackMetadata {
  /** Missing in folders of earlier versions. */
  readonly source?: StackSource | undefined;
  /** Where its state is: `local` or `s3`. */
  readonly backend?: string | undefined;
}

/** Reads what a synthesis wrote about a stack; nothing is known about a folder without a `metadata.json`. */
export function readStackMetadata(directory: string): StackMetadata {
  const file = join(directory, "metadata.json");
  if (!existsSync(file)) return {};
  const { featheredge, metadata } = JSON.parse(readFileSync(file, "utf8"))["//"] ?? {};
  return { source: featheredge, backend: metadata?.backend };
}
