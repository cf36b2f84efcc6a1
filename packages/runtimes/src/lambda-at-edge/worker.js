// Runs inside a worker thread: loads a Lambda@Edge function and gives its handler one event. Plain JavaScript, since
// a thread starts without the loaders of the process.
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";

const { file, handlerName, event, context, timeoutMs } = workerData;
const send = (message) => parentPort.postMessage(message);

const write = (...values) => send({ type: "log", line: format(...values) });
for (const level of ["debug", "error", "info", "log", "trace", "warn"]) console[level] = write;
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk) => {
    send({ type: "log", line: String(chunk).replace(/\n$/, "") });
    return true;
  };
}

const module = await import(pathToFileURL(file).href);
const handler = module[handlerName] ?? module.default?.[handlerName];
if (typeof handler !== "function") {
  const error = new Error(`${handlerName} is not exported by the function, or is no function`);
  error.name = "Runtime.HandlerNotFound";
  throw error;
}

send({ type: "started" });
const started = performance.now();
const end = (result) => send({ type: "ended", durationMs: performance.now() - started, ...result });
const settle = (output) => {
  const json = JSON.stringify(output);
  end(json === undefined ? {} : { output: json });
};
const fail = (error) => {
  const thrown = typeof error === "object" && error !== null;
  end({ error: { name: String(thrown ? error.name : "Error"), message: String(thrown ? error.message : error) } });
};

const deadline = Date.now() + timeoutMs;
const lambdaContext = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
try {
  settle(await call());
} catch (error) {
  fail(error);
}

// The third parameter is the callback of older functions; Node.js 24 on Lambda no longer has it.
function call() {
  if (handler.length < 3) return handler(event, lambdaContext);
  return new Promise((resolve, reject) => {
    const callback = (error, output) => (error ? reject(error) : resolve(output));
    const returned = handler(event, lambdaContext, callback);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
  });
}
