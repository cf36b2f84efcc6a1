import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildDifference, compareBuilds, type HotPart, partsIn, type StackDigests } from "./hot-changes.ts";

/** A build, with the contents that can be put into the loopback without Terraform. */
export interface Snapshot {
  /** Counts the builds of one `up`, from 1. */
  readonly number: number;
  readonly digests: StackDigests;
  /** The configuration of each stack as HCL, by the file's path: `<stack>/cdk.tf`. */
  readonly configurations: ReadonlyMap<string, string>;
  /** The code of functions and the entries of stores, by their files' paths. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/**
 * Reads a build that has just been written.
 * @param folder - The folder of all stacks.
 * @param before - An earlier snapshot, whose files are not read again where their digests are the same.
 */
export function takeSnapshot(
  folder: string,
  number: number,
  digests: StackDigests,
  before: Snapshot | undefined,
): Snapshot {
  const isSame = (file: string) => before?.digests[file] === digests[file];
  const read = (file: string) => readFileSync(join(folder, file));
  const configurations = new Map<string, string>();
  const contents = new Map<string, Buffer>();
  for (const file of Object.keys(digests).filter((name) => name.endsWith("/cdk.tf"))) {
    const hcl = (isSame(file) ? before?.configurations.get(file) : undefined) ?? read(file).toString();
    configurations.set(file, hcl);
    for (const { file: content } of partsIn(file.slice(0, file.indexOf("/")), hcl)) {
      if (digests[content] === undefined) continue;
      contents.set(content, (isSame(content) ? before?.contents.get(content) : undefined) ?? read(content));
    }
  }
  return { number, digests, configurations, contents };
}

/** The differences between two builds. */
export function differenceOf(before: Snapshot, after: Snapshot): BuildDifference {
  return compareBuilds(
    before.digests,
    after.digests,
    (build, file) => (build === "before" ? before : after).configurations.get(file) ?? "",
  );
}

/** A build in which parts have the content of another one: that build is served, with these parts ahead of it. */
export function withParts(build: Snapshot, from: Snapshot, parts: readonly HotPart[]): Snapshot {
  const digests = { ...build.digests };
  const contents = new Map(build.contents);
  const configurations = new Map(build.configurations);
  for (const { file } of parts) {
    const content = from.contents.get(file);
    if (content === undefined) continue;
    digests[file] = from.digests[file] ?? "";
    contents.set(file, content);
    // The configuration differs in the hashes of the parts at most.
    const configuration = `${file.slice(0, file.indexOf("/"))}/cdk.tf`;
    digests[configuration] = from.digests[configuration] ?? "";
    configurations.set(configuration, from.configurations.get(configuration) ?? "");
  }
  return { ...build, digests, contents, configurations };
}
