import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule, Scope } from "quickjs-emscripten";

const ballast = `(free) => {
  let reserve = new ArrayBuffer(free);
  const held = [];
  for (let size = 1 << 20; size >= 1 << 12; size >>= 2) {
    try { for (;;) held.push(new ArrayBuffer(size)); } catch {}
  }
  reserve = undefined;
  return held;
}`;

/** Fills a module's memory, from a runtime of its own, until `free` bytes are left. The scope holds the filling. */
export function leaveFree(module: QuickJSWASMModule, scope: Scope, free: number): void {
  const context = scope.manage(module.newContext());
  const fill = scope.manage(context.unwrapResult(context.evalCode(ballast)));
  const amount = scope.manage(context.newNumber(free));
  scope.manage(context.unwrapResult(context.callFunction(fill, context.undefined, amount)));
}

/** What the host throws, and QuickJS too, when a function's memory is used up. */
export const outOfMemory = "out of memory";

/**
 * Carries values into a function's memory and out of it.
 *
 * The library that drives QuickJS copies them without looking whether there was memory for them. So a block of the
 * size is asked for first, from inside, where a shortage is an error.
 */
export class Carrier {
  readonly #context: QuickJSContext;
  readonly #allocate: QuickJSHandle;

  constructor(context: QuickJSContext, scope: Scope) {
    this.#context = context;
    this.#allocate = scope.manage(context.unwrapResult(context.evalCode("(size) => new ArrayBuffer(size)")));
  }

  /** @throws RangeError "out of memory" */
  text(value: string): QuickJSHandle {
    // The library's copy and QuickJS's own, of up to two bytes a character, are there at the same time.
    this.#block(Buffer.byteLength(value) + 2 * value.length + 64).dispose();
    return this.#context.newString(value);
  }

  /** @throws RangeError "out of memory" */
  bytes(value: Uint8Array): QuickJSHandle {
    this.#block(value.length).dispose();
    return this.#context.newArrayBuffer(Uint8Array.from(value).buffer);
  }

  /**
   * A copy of an ArrayBuffer's bytes.
   *
   * @throws RangeError "out of memory"
   */
  read(handle: QuickJSHandle): Buffer {
    const size = this.#context.getProp(handle, "byteLength").consume((length) => this.#context.getNumber(length));
    this.#block(size).dispose();
    return this.#context.getArrayBuffer(handle).consume(({ value }) => Buffer.from(value));
  }

  #block(size: number): QuickJSHandle {
    const result = this.#context
      .newNumber(size)
      .consume((count) => this.#context.callFunction(this.#allocate, this.#context.undefined, count));
    if (result.error) {
      result.error.dispose();
      throw new RangeError(outOfMemory);
    }
    return result.value;
  }
}
