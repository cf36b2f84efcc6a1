import type { QuickJSContext, QuickJSRuntime } from "quickjs-emscripten";

/** QuickJS asks its interrupt handler once per so many calls and jumps. */
const stepsPerInterrupt = 10_000;

/** As much of a context's memory as is looked through for the counter. */
const contextBytes = 1024;

/**
 * Counts the calls and jumps that QuickJS executes: the same code on the same event takes the same number, on any
 * machine. It is an estimate of work, not CloudFront's own measure, which AWS does not publish.
 *
 * QuickJS tells only every 10,000th step, and keeps the steps that are left until then in the memory of its context.
 * They are read from there; where they stand is found by loops of known lengths.
 */
export class StepCounter {
  readonly #left: Int32Array;
  #before = 0;
  #interrupts = 0;
  #most = Number.POSITIVE_INFINITY;

  /** @param memory the whole memory of the WebAssembly module */
  constructor(runtime: QuickJSRuntime, context: QuickJSContext, memory: ArrayBuffer) {
    this.#left = findCounter(context, memory);
    runtime.setInterruptHandler(() => {
      this.#interrupts += 1;
      return this.exceeded;
    });
  }

  /** Whether the run was stopped for taking more steps than it may. */
  get exceeded(): boolean {
    return this.#interrupts * stepsPerInterrupt >= this.#most;
  }

  begin(most: number): void {
    this.#interrupts = 0;
    this.#most = most;
    this.#before = this.#left[0] ?? 0;
  }

  /** Steps since `begin`. */
  end(): number {
    return Math.max(0, this.#interrupts * stepsPerInterrupt + this.#before - (this.#left[0] ?? 0));
  }
}

function findCounter(context: QuickJSContext, memory: ArrayBuffer): Int32Array {
  // The library's types hide the pointer; it has no other way to tell where a context is.
  const { value: start } = (context as unknown as { readonly ctx: { readonly value: number } }).ctx;
  const words = new Int32Array(memory, start, contextBytes / Int32Array.BYTES_PER_ELEMENT);
  const loop = context.unwrapResult(context.evalCode("(n) => { for (let i = 0; i < n; i += 1); }", "steps.js"));
  const changes = (turns: number) => {
    const before = words.slice();
    const count = context.newNumber(turns);
    context.unwrapResult(context.callFunction(loop, context.undefined, count)).dispose();
    count.dispose();
    return before.map((word, index) => word - (words[index] ?? 0));
  };
  const [few, more] = [changes(10), changes(110)];
  loop.dispose();
  // A turn takes a jump back and one out.
  const index = few.findIndex((change, at) => change > 0 && (more[at] ?? 0) - change === 200);
  if (index < 0) throw new Error("This build of QuickJS keeps its count of steps where it can't be found");
  return new Int32Array(memory, start + index * Int32Array.BYTES_PER_ELEMENT, 1);
}
