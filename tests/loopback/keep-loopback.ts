import { startLoopback } from "@featheredge/loopback";

/**
 * A loopback in a process of its own that keeps its state: argv is its directory, and the operation of CloudFront's at
 * which the process kills itself, if any: what the operation changed is kept by then, and its answer is not sent yet.
 * It says when it is ready, and closes when its input ends.
 */
const [directory = "", fatal] = process.argv.slice(2);
const loopback = await startLoopback({
  directory,
  persist: true,
  faults: (operation) => {
    // A microtask runs once the operation has done what it does at once, and before its answer is awaited.
    if (operation === fatal) queueMicrotask(() => process.kill(process.pid, "SIGKILL"));
    return undefined;
  },
  log: (line) => console.error(line),
});
console.log("ready");
process.stdin.once("end", () => loopback.close());
process.stdin.resume();
