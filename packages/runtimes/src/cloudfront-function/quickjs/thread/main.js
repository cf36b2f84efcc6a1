// Runs in a worker thread: holds one CloudFront Function at a time and runs it on one event after the other. Plain
// JavaScript, because a thread starts without the loaders of the process.
import { parentPort, workerData } from "node:worker_threads";
import { confinedModule } from "./confined-module.js";
import { Instance, LoadFailure } from "./instance.js";

const { wasmModule, languages, logLineBytes } = workerData;
/** The host reads it: [0] is 0 outside of guest code, else a number that differs for each period; [1] is the run's id. */
const running = new Int32Array(workerData.running);
let periods = 0;

/** Milliseconds after which answers are sent before the next run, so that the host goes on with some of them meanwhile. */
const answerWithinMs = 0.1;

let code;
let options;
let keyValueStore;
let instance;

/** Messages are answered one after the other, in their order. */
let last = Promise.resolve();
parentPort.on("message", (message) => {
  last = last.then(() => take(message));
});

async function take(message) {
  if (message.type === "run") {
    await runAll(message.runs);
  } else if (message.type === "store") {
    ({ keyValueStore } = message);
  } else {
    // "load", or "unload" without code.
    drop();
    ({ code, options, keyValueStore } = message);
  }
}

/**
 * Runs events in their order, and answers several at a time: a message costs about as much as a run.
 *
 * @param runs the id, the event and the time of each
 */
async function runAll(runs) {
  let answers = [];
  let since = performance.now();
  for (let index = 0; index < runs.length; index += 3) {
    const [id, event, now] = runs.slice(index, index + 3);
    Atomics.store(running, 1, id);
    const result = instance === undefined ? await runFirst(event, now) : run(event, now);
    Atomics.store(running, 0, 0);
    if (isPlain(result)) answers.push(id, result.steps, result.outcome);
    else answers.push({ id, ...result });
    if (performance.now() - since < answerWithinMs) continue;
    parentPort.postMessage(answers);
    answers = [];
    since = performance.now();
  }
  if (answers.length > 0) parentPort.postMessage(answers);
}

/** True if a run has nothing to report but its outcome. */
function isPlain({ error, logs, origin, logData }) {
  return error === undefined && logs.length === 0 && origin.length === 0 && logData === undefined;
}

/** Loads the function, then runs it. */
async function runFirst(event, now) {
  try {
    instance = await load();
  } catch (error) {
    return failed(error);
  }
  return run(event, now);
}

function run(event, now) {
  try {
    enterGuest();
    const result = instance.run(event, now);
    if (result.broken) drop();
    return result;
  } catch (error) {
    return failed(error);
  }
}

function failed(error) {
  drop();
  const reason =
    error instanceof LoadFailure ? error.reason : { name: "EngineFailure", message: String(error).slice(0, 1_000) };
  return { error: reason, logs: [], steps: 0, origin: [] };
}

async function load() {
  const module = await confinedModule(wasmModule);
  const given = {
    ...options,
    language: languages[options.runtime],
    logLineBytes,
    keyValueStore: () => keyValueStore,
    // Sent at once, since the host may end the thread before the run is answered.
    onLogLine: (line, at) => parentPort.postMessage({ id: Atomics.load(running, 1), line, at }),
  };
  return new Instance(module, code, given, enterGuest);
}

function enterGuest() {
  periods = (periods % 0x7fffffff) + 1;
  Atomics.store(running, 0, periods);
}

function drop() {
  const dropped = instance;
  instance = undefined;
  try {
    dropped?.dispose();
  } catch {
    // A limit can leave the heap in disorder. Its memory is freed with the module, which nothing else uses.
  }
}
