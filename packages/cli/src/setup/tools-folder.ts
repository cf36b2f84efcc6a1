import { randomBytes } from "node:crypto";
import { mkdir, rename, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

/** Programs that `featheredge setup` got for one project. Git ignores the folder. */
export interface ToolsFolder {
  readonly folder: string;
  /** Links to the programs, for `PATH`. */
  readonly bin: string;
  /** The Python environment that has moto, boto3 and the AWS CLI. */
  readonly python: string;
}

/** @param root - The project's root folder. */
export function toolsFolder(root: string): ToolsFolder {
  const folder = join(root, ".featheredge", "tools");
  return { folder, bin: join(folder, "bin"), python: join(folder, "python") };
}

/**
 * `PATH` with the project's own tools first.
 * @param root - The project's root folder.
 */
export function pathWithTools(root: string, path: string | undefined): string {
  const { bin } = toolsFolder(root);
  const others = (path ?? "").split(delimiter).filter((folder) => folder !== bin && folder !== "");
  return [bin, ...others].join(delimiter);
}

/**
 * `PATH` of the project's tests: in addition to {@link pathWithTools}, `python3` is the one that has boto3. Users'
 * commands keep their own `python3`, whose packages this one lacks.
 */
export function pathOfTests(root: string, path: string | undefined): string {
  return [join(toolsFolder(root).python, "bin"), pathWithTools(root, path)].join(delimiter);
}

/** Makes a link or replaces it atomically, so that no process finds it missing. */
export async function replaceLink(link: string, target: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true });
  const temporary = `${link}.${randomBytes(6).toString("hex")}`;
  await symlink(target, temporary);
  await rename(temporary, link);
}
