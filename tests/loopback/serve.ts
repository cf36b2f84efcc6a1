import { type LoopbackClient, startLoopback } from "@featheredge/loopback";
import { account } from "./terraform.ts";

/** The line that this process prints when it serves. */
export interface Serving {
  readonly environment: ReturnType<LoopbackClient["environment"]>;
  readonly port: number;
}

/**
 * Runs a loopback in a separate process. The arguments are its directory and the origins, as JSON. When its input ends, it
 * only closes the loopback and does not exit, so a resource that stays open keeps the process alive.
 */
const [directory = "", origins = "{}"] = process.argv.slice(2);
const loopback = await startLoopback({
  directory,
  edge: { origins: JSON.parse(origins) },
  log: (line) => console.error(line),
});
const serving: Serving = { environment: loopback.environment(account), port: loopback.edge?.httpPort ?? 0 };
console.log(JSON.stringify(serving));
process.stdin.once("end", () => loopback.close());
process.stdin.resume();
