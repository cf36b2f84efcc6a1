/**
 * A mixed load in a separate process: for some seconds, several connections ask for every case and for pages that are
 * not in the cache yet. Prints {@link MixedLoad} as JSON. Arguments: port, seconds, connections.
 */
import { cases } from "./cases.ts";
import { Connection } from "./connection.ts";

export interface MixedLoad {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

const most = { seconds: 120, connections: 64 };
const [, , port = "", ...counts] = process.argv;
const [seconds = 0, connections = 0] = counts.map(Number);
if (!(seconds > 0 && seconds <= most.seconds && connections > 0 && connections <= most.connections)) {
  throw new Error(`The load is bounded: at most ${most.seconds} s and ${most.connections} connections.`);
}

const end = performance.now() + seconds * 1000;
const statuses: Record<string, number> = {};
let requests = 0;

/** The paths in turn; each hundredth is a page that no request asked for before, up to 1,000 of them. */
function nextPath(): string {
  requests += 1;
  if (requests % 100 === 0) return `/page/${(requests / 100) % 1000}.html`;
  return cases[requests % cases.length]?.path ?? "/";
}

async function askInTurn(): Promise<void> {
  const connection = new Connection(Number(port));
  while (performance.now() < end) {
    const { status } = await connection.get(nextPath());
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  connection.close();
}

await Promise.all(Array.from({ length: connections }, askInTurn));
const load: MixedLoad = { requests, statuses };
console.log(JSON.stringify(load));
