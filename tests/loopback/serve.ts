import { type LoopbackClient, startLoopback } from "@featheredge/loopback";
import { account } from "./terraform.ts";

/** What the process of this file prints once it serves. */
export interface Serving {
  readonly environment: ReturnType<LoopbackClient["environment"]>;
  readonly port: number;
}

/**
 * A loopback in a process of its own: argv is its directory and the origins, as JSON. When its input ends it closes the
 * loopback, and nothing else: what was left open would keep it alive.
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
