import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, Scope } from "quickjs-emscripten";

/** QuickJS asks its interrupt handler once per so many calls and jumps. */
const stepsPerInterrupt = 10_000;

/**
 * Counts the calls and jumps that QuickJS executes: the same code on the same event takes the same number, on any
 * machine. It is an estimate of work, not CloudFront's own measure, which AWS does not publish.
 *
 * QuickJS tells only every 10,000th step. To know the rest, a loop burns steps after each run until it is told again:
 * what the loop did not need, the run did.
 */
export class StepCounter {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #exact: boolean;
  readonly #burn: QuickJSHandle;
  readonly #burned: QuickJSHandle;
  #interrupts = 0;
  #most = Number.POSITIVE_INFINITY;
  #burning = false;
  #overhead = 0;

  constructor(runtime: QuickJSRuntime, context: QuickJSContext, scope: Scope, exact: boolean) {
    this.#runtime = runtime;
    this.#context = context;
    this.#exact = exact;
    const source = "let n = 0; [() => { n = 0; for (;;) n += 1; }, () => n]";
    const pair = scope.manage(context.unwrapResult(context.evalCode(`{ ${source} }`, "steps.js")));
    this.#burn = scope.manage(context.getProp(pair, 0));
    this.#burned = scope.manage(context.getProp(pair, 1));
    this.#runtime.setInterruptHandler(() => this.#interrupt());
    if (!exact) return;
    this.begin(Number.POSITIVE_INFINITY);
    this.end();
    this.begin(Number.POSITIVE_INFINITY);
    this.#overhead = this.end();
  }

  /** Whether the run was stopped for taking more steps than it may. */
  get exceeded(): boolean {
    return this.#interrupts * stepsPerInterrupt >= this.#most;
  }

  begin(most: number): void {
    this.#interrupts = 0;
    this.#most = most;
  }

  /** Steps since `begin`; whole tens of thousands when they are not counted exactly. */
  end(): number {
    const told = this.#interrupts * stepsPerInterrupt;
    if (!this.#exact) return told;
    this.#burning = true;
    const stopped = this.#context.callFunction(this.#burn, this.#context.undefined);
    this.#burning = false;
    stopped.dispose();
    const left = this.#context
      .unwrapResult(this.#context.callFunction(this.#burned, this.#context.undefined))
      .consume((handle) => this.#context.getNumber(handle));
    return Math.max(0, told + stepsPerInterrupt - left - this.#overhead);
  }

  #interrupt(): boolean {
    if (this.#burning) return true;
    this.#interrupts += 1;
    return this.exceeded;
  }
}
