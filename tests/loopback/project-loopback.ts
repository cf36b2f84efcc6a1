import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";

/**
 * Starts the loopback of a project in the test's own process. The project's commands connect to it, so that a test that
 * runs many of them starts moto once.
 */
export function startProjectLoopback(root: string): Promise<Loopback> {
  return startLoopback({ directory: join(root, ".featheredge", "loopback"), persist: true });
}
