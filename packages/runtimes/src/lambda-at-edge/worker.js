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
readLines(fd, invoke);
send({ type: "ready" });

/** @param line JSON */
async function invoke(line) {
  const { event, requestId, timeoutMs } = parse(line);
  const deadline = Date.now() + timeoutMs;
  const context = {
    ...identity,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const json = stringify(await call(event, context));
    const output = json === undefined ? "" : `,"output":${json}`;
    writeLine(fd, `{"type":"ended","requestId":${stringify(requestId)}${output}}`);
  } catch (error) {
    const thrown = typeof error === "object" && error !== null;
    const stack = thrown && typeof error.stack === "string" ? { stack: String(error.stack) } : {};
    const [name, message] = thrown ? [error.name, error.message] : ["Error", error];
    send({ type: "ended", requestId, error: { name: String(name), message: String(message), ...stack } });
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
