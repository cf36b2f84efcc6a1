/**
 * The load, which runs in a separate process: sends GETs of one path of 127.0.0.1 over several connections, then ends.
 * Prints a {@link Load} as JSON. Arguments: port, path, requests, connections.
 */
import { connect } from "node:net";
import { requestHeaders } from "./cases.ts";

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

const message = ["GET", path, "HTTP/1.1\r\nHost:", `localhost:${port}\r\n${requestHeaders.join("\r\n")}\r\n\r\n`].join(
  " ",
);
const latencies = new Float64Array(requests);
let begun = 0;
let ended = 0;

/** The bytes of the response that the text begins with; undefined while some are still to come. */
function responseLength(text: string): number | undefined {
  const headEnd = text.indexOf("\r\n\r\n") + 4;
  if (headEnd === 3) return undefined;
  if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(`A request failed: ${text.slice(0, headEnd)}`);
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return headEnd + Number(length);
  const last = text.indexOf("\r\n0\r\n\r\n", headEnd);
  return last < 0 ? undefined : last + 7;
}

function askInTurn(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.setNoDelay(true);
    let received = "";
    let expected: number | undefined;
    let sent = 0;
    const next = () => {
      if (begun === requests) {
        socket.destroy();
        resolve();
        return;
      }
      begun += 1;
      received = "";
      expected = undefined;
      sent = performance.now();
      socket.write(message);
    };
    socket.once("connect", next);
    socket.once("error", reject);
    socket.once("end", () => reject(new Error("The server closed a connection.")));
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      try {
        expected ??= responseLength(received);
      } catch (error) {
        socket.destroy();
        reject(error);
        return;
      }
      if (expected === undefined || received.length < expected) return;
      latencies[ended] = performance.now() - sent;
      ended += 1;
      next();
    });
  });
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
