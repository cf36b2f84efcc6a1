// A separate process for one Lambda@Edge function, with a thread for each environment of it. Plain JavaScript, because
// it starts without the loaders of the process that uses it. It starts and ends threads as lines of JSON on descriptor 3
// say: standard output is the function's. Each thread has another descriptor, for events and results. It ends when
// descriptor 3 is closed, so it does not outlive the process that started it.
import net from "node:net";
import { Worker } from "node:worker_threads";

const threads = new Map();
const pipe = new net.Socket({ fd: 3 });

let unread = "";
pipe.setEncoding("utf8").on("data", (text) => {
  const [first, ...rest] = text.split("\n");
  unread += first;
  if (rest.length === 0) return;
  const lines = [unread, ...rest];
  unread = lines.pop();
  for (const line of lines) take(JSON.parse(line));
});
pipe.on("error", () => process.exit(1));
pipe.on("close", () => process.exit(0));

function take({ id, start, terminate }) {
  if (start !== undefined) threads.set(id, startThread(id, start));
  else if (terminate) void threads.get(id)?.terminate();
}

function startThread(id, { workerData, env, memoryMb }) {
  const thread = new Worker(new URL("./worker.js", import.meta.url), {
    workerData,
    env,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    execArgv: [],
    argv: [],
  });
  // Only the function's own code posts messages.
  thread.on("message", (message) => send({ id, message }));
  thread.on("messageerror", () => send({ id, message: null }));
  thread.on("error", (thrown) => send({ id, error: described(thrown) }));
  thread.on("exit", (exit) => {
    threads.delete(id);
    send({ id, exit });
  });
  return thread;
}

function send(frame) {
  pipe.write(`${textOf(frame)}\n`);
}

/** A function can post what JSON has no text for. */
function textOf(frame) {
  try {
    return JSON.stringify(frame);
  } catch {
    return JSON.stringify({ id: frame.id, message: null });
  }
}

function described(thrown) {
  if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: String(thrown) };
  const { name, message, code, stack } = thrown;
  return { name, message, code, stack };
}
