// Runs inside a worker thread: loads a Lambda@Edge function and gives its handler one event after the other. Plain
// JavaScript, since a thread starts without the loaders of the process.
import { format } from "node:util";
import { workerData } from "node:worker_threads";
import { readLines, writeLine } from "./worker/channel.js";
import { loadModule } from "./worker/load-module.js";
import { confineNetwork } from "./worker/network.js";
import { ownProcess } from "./worker/own-process.js";

const { file, exported, context: identity, directory, runtime, network, fd } = workerData;
// Taken before the function's code can replace them.
const { parse, stringify } = JSON;
const { setImmediate: soon } = globalThis;
const now = performance.now.bind(performance);
const send = (message) => writeLine(fd, stringify(message));

const levels = { debug: "DEBUG", error: "ERROR", info: "INFO", log: "INFO", trace: "TRACE", warn: "WARN" };
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...values) => {
    const { stack } = new Error();
    send({ type: "log", time: Date.now(), level, line: format(...values), stack: String(stack) });
  };
}
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk) => {
    send({ type: "log", time: Date.now(), line: String(chunk).replace(/\n$/, "") });
    return true;
  };
}

ownProcess();
if (network !== undefined) confineNetwork(network);
const module = await loadModule(file, directory);
const handler = module[exported] ?? module.default?.[exported];
if (typeof handler !== "function") {
  throw named("Runtime.HandlerNotFound", `${exported} is not exported by the function, or is not a function`);
}
// The third parameter is the callback of older functions.
const takesCallback = handler.length >= 3;
if (takesCallback && Number(/^nodejs(\d+)/.exec(runtime)?.[1]) >= 24) {
  throw named(
    "Runtime.CallbackHandlerDeprecated",
    `Lambda's Node.js 24 and later have no callbacks for handlers. Make '${exported}' async and return what it passes to its callback.`,
  );
}
/** Events that the function has not got, the oldest first. */
const waiting = [];
/** `between` events, the oldest of those that wait is about to run. */
let state = "idle";
readLines(fd, take);
send({ type: "ready" });

/** @param line an event as JSON, or `withdraw` for those that wait for a running one */
function take(line) {
  if (line !== "withdraw") {
    waiting.push(parse(line));
    if (state === "idle") void runNext();
  } else if (state === "running") {
    for (const { requestId } of waiting.splice(0)) send({ type: "withdrawn", requestId });
  }
}

/** Runs the oldest event that waits, then the next one in another turn of the event loop: timers and promises run, too. */
async function runNext() {
  state = "running";
  await invoke(waiting.shift());
  state = waiting.length > 0 ? "between" : "idle";
  if (waiting.length > 0) soon(runNext);
}

async function invoke({ event, requestId, timeoutMs }) {
  const started = now();
  const deadline = Date.now() + timeoutMs;
  const context = {
    ...identity,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const json = stringify(await call(event, context));
    const output = json === undefined ? "" : `,"output":${json}`;
    const durationMs = now() - started;
    writeLine(fd, `{"type":"ended","requestId":${stringify(requestId)},"durationMs":${durationMs}${output}}`);
  } catch (error) {
    const thrown = typeof error === "object" && error !== null;
    const stack = thrown && typeof error.stack === "string" ? { stack: String(error.stack) } : {};
    const [name, message] = thrown ? [error.name, error.message] : ["Error", error];
    send({
      type: "ended",
      requestId,
      durationMs: now() - started,
      error: { name: String(name), message: String(message), ...stack },
    });
  }
}

function call(event, context) {
  if (!takesCallback) return handler(event, context);
  return new Promise((resolve, reject) => {
    const callback = (error, output) => (error ? reject(error) : resolve(output));
    const legacy = { done: callback, fail: (error) => reject(error), succeed: (output) => resolve(output) };
    const returned = handler(event, { ...context, ...legacy }, callback);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
  });
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}
