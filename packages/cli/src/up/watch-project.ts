import { join } from "node:path";
import type { Environment } from "../project/registry.ts";
import { watchChanges } from "../watch/changes.ts";
import { isBelow } from "../watch/snapshot.ts";

/** The folders that stacks are made from. A project without HTTP APIs has no apis/ until its first one is written. */
const ownFolders = ["apis", "edge-handlers", "environments", "modules", "stacks"];

/**
 * Watches the files that an environment is built from: the project's own folders, and those whose files Terraform uploads.
 * When an edit names another folder, it is watched after the caller has built the edit.
 *
 * @param load - Loads the environment as it is now.
 * @returns the batches of changed files, see {@link watchChanges}
 */
export async function watchProject(
  root: string,
  load: () => Promise<Pick<Environment, "distributions">>,
  stop: AbortSignal,
): Promise<AsyncGenerator<readonly string[], void>> {
  const own = ownFolders.map((folder) => join(root, folder));
  let content: readonly string[] = [];
  const readContent = async () => {
    try {
      const folders = contentFolders(root, await load());
      const isWatched = (folder: string) =>
        own.includes(folder) || [...own, ...folders].some((other) => isBelow(folder, other));
      content = folders.filter((folder) => !isWatched(folder));
    } catch {
      // The environment has a mistake, which the build reports.
    }
  };
  await readContent();
  const batches = await watchChanges(() => [...own, ...content], stop);
  return follow();

  async function* follow() {
    for await (const files of batches) {
      yield files;
      await readContent();
    }
  }
}

function contentFolders(root: string, { distributions }: Pick<Environment, "distributions">): string[] {
  const origins = Object.values(distributions).flatMap((distribution) => Object.values(distribution.origins));
  const folders = origins.flatMap(({ content }) => (typeof content === "string" ? [join(root, content)] : []));
  return [...new Set(folders)];
}
