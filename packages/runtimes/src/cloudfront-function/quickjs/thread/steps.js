/** QuickJS calls its interrupt handler once per this many calls and jumps. */
const stepsPerInterrupt = 10_000;

/** The part of a context's memory that is searched for the counter, in bytes. */
const contextBytes = 1024;

/**
 * Counts the calls and jumps that QuickJS executes: the same code on the same event takes the same number, on any
 * machine. It is an estimate of work, not CloudFront's own measure, which AWS does not publish.
 *
 * QuickJS reports only every 10,000th step, and keeps the number of steps until the next report in its context's
 * memory. The counter reads it from there; loops of known lengths show at which address it is.
 */
export class StepCounter {
  #left;
  #before = 0;
  #interrupts = 0;
  #most = Number.POSITIVE_INFINITY;

  /** @param {ArrayBuffer} memory the whole memory of the WebAssembly module */
  constructor(runtime, context, memory) {
    this.#left = findCounter(context, memory);
    runtime.setInterruptHandler(() => {
      this.#interrupts += 1;
      return this.exceeded;
    });
  }

  /** True if the run was stopped because it took more steps than allowed. */
  get exceeded() {
    return this.#interrupts * stepsPerInterrupt >= this.#most;
  }

  begin(most) {
    this.#interrupts = 0;
    this.#most = most;
    this.#before = this.#left[0];
  }

  /** Runs code of the runtime whose steps are not the function's. */
  uncounted(work) {
    const [left, interrupts] = [this.#left[0], this.#interrupts];
    try {
      return work();
    } finally {
      this.#left[0] = left;
      this.#interrupts = interrupts;
    }
  }

  /** Steps since `begin`. */
  end() {
    return Math.max(0, this.#interrupts * stepsPerInterrupt + this.#before - this.#left[0]);
  }
}

function findCounter(context, memory) {
  // The library's types hide the pointer, and it has no other way to get a context's address.
  const start = context.ctx.value;
  const words = new Int32Array(memory, start, contextBytes / Int32Array.BYTES_PER_ELEMENT);
  const loop = context.unwrapResult(context.evalCode("(n) => { for (let i = 0; i < n; i += 1); }", "steps.js"));
  const changes = (turns) => {
    const before = words.slice();
    const count = context.newNumber(turns);
    context.unwrapResult(context.callFunction(loop, context.undefined, count)).dispose();
    count.dispose();
    return before.map((word, index) => word - words[index]);
  };
  const [few, more] = [changes(10), changes(110)];
  loop.dispose();
  // A turn takes two jumps: one back and one out.
  const index = few.findIndex((change, at) => change > 0 && more[at] - change === 200);
  if (index < 0) throw new Error("The step counter was not found in the context's memory of this build of QuickJS");
  return new Int32Array(memory, start + index * Int32Array.BYTES_PER_ELEMENT, 1);
}
