import { startLoopback } from "@featheredge/loopback";

/**
 * Runs a persisting loopback in a separate process. The arguments are its directory and, optionally, the operation of
 * CloudFront at which the process kills itself: after the change is stored, and before the answer is sent. It prints a line
 * when it is ready, and closes when its input ends.
 */
const [directory = "", fatal] = process.argv.slice(2);
const loopback = await startLoopback({
  directory,
  persist: true,
  faults: (operation) => {
    // A microtask runs after the synchronous part of the operation, and before its answer is sent.
    if (operation === fatal) queueMicrotask(() => process.kill(process.pid, "SIGKILL"));
    return undefined;
  },
  log: (line) => console.error(line),
});
console.log("ready");
process.stdin.once("end", () => loopback.close());
process.stdin.resume();
