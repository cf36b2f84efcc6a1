import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack's kind, environment and entry. They are in its metadata, since a name such as `site-eu-dev` is ambiguous. */
export interface StackIdentity {
  /** The stack kind's name: `distribution`. */
  readonly kind: string;
  /** The environment's name: `prod`. */
  readonly environment: string;
  /** The name of the entry in the environment: `site`. */
  readonly name: string;
  /** Set for a foundation, which no other command than `bootstrap` plans or changes. */
  readonly appliedBy?: "bootstrap" | undefined;
  /** The names of the stack before it was renamed, the oldest first: `["site-prod"]`. Its state may be there. */
  readonly renamedFrom?: readonly string[] | undefined;
}

/** The part of a stack folder's `metadata.json` that is read here. */
export interface StackMetadata {
  /** Undefined in folders that an earlier version wrote. */
  readonly identity?: Pick<StackIdentity, "environment" | "renamedFrom"> | undefined;
  /** The type of the stack's state backend: `local` or `s3`. */
  readonly backend?: string | undefined;
}

/** Reads what a synthesis wrote about a stack; empty for a folder without a `metadata.json`. */
export function readStackMetadata(directory: string): StackMetadata {
  const file = join(directory, "metadata.json");
  if (!existsSync(file)) return {};
  const { featheredge, metadata } = JSON.parse(readFileSync(file, "utf8"))["//"] ?? {};
  return { identity: featheredge, backend: metadata?.backend };
}
