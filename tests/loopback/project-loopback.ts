import { join } from "node:path";
import { type EdgeOptions, type Loopback, startLoopback } from "@featheredge/loopback";

/**
 * Starts the loopback of a project in the test's own process. The project's commands connect to it, so that a test that
 * runs many of them starts moto once.
 *
 * @param edge - Serves the distributions, too.
 */
export function startProjectLoopback(root: string, edge?: EdgeOptions): Promise<Loopback> {
  const directory = join(root, ".featheredge", "loopback");
  return startLoopback({ directory, persist: true, ...(edge === undefined ? {} : { edge }) });
}
