/**
 * The load, which runs in a separate process: sends GETs of one path of 127.0.0.1 over several connections, then ends.
 * Prints a {@link Load} as JSON. Arguments: port, path, requests, connections.
 */
import { Connection } from "./connection.ts";

export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Milliseconds: number;
}

const most = { requests: 100_000, connections: 64 };
const [, , port = "", path = "", ...counts] = process.argv;
const [requests = 0, connections = 0] = counts.map(Number);
if (!(requests > 0 && requests <= most.requests && connections > 0 && connections <= most.connections)) {
  throw new Error(`The load is bounded: at most ${most.requests} requests and ${most.connections} connections.`);
}

const latencies = new Float64Array(requests);
let begun = 0;
let ended = 0;

async function askInTurn(): Promise<void> {
  const connection = new Connection(Number(port));
  while (begun < requests) {
    begun += 1;
    const { status, milliseconds } = await connection.get(path);
    if (status !== 200) throw new Error(`A request of ${path} was answered with ${status}.`);
    latencies[ended] = milliseconds;
    ended += 1;
  }
  connection.close();
}

const started = performance.now();
await Promise.all(Array.from({ length: connections }, askInTurn));
const seconds = (performance.now() - started) / 1000;
latencies.sort();
const load: Load = {
  requestsPerSecond: requests / seconds,
  p99Milliseconds: latencies[Math.ceil(requests * 0.99) - 1] ?? 0,
};
console.log(JSON.stringify(load));
