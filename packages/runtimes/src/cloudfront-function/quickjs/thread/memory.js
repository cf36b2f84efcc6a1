const ballast = `(free) => {
  let reserve = new ArrayBuffer(free);
  const held = [];
  for (let size = 1 << 20; size >= 1 << 12; size >>= 2) {
    try { for (;;) held.push(new ArrayBuffer(size)); } catch {}
  }
  reserve = undefined;
  return held;
}`;

/** Fills a module's memory, from a separate context, until `free` bytes are left. The scope keeps the filling alive. */
export function leaveFree(module, scope, free) {
  const context = scope.manage(module.newContext());
  const fill = scope.manage(context.unwrapResult(context.evalCode(ballast)));
  const amount = scope.manage(context.newNumber(free));
  scope.manage(context.unwrapResult(context.callFunction(fill, context.undefined, amount)));
}

/** The message of the error that the host, like QuickJS, throws when a function's memory is used up. */
export const outOfMemory = "out of memory";

/** Takes the built-ins before the function's code can replace them. */
const builtIns = `(() => {
  const { apply } = Reflect;
  const Block = ArrayBuffer;
  const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
  return { allocate: (size) => new Block(size), byteLength: (value) => apply(byteLength, value, []) };
})()`;

/**
 * Copies values into a function's memory and out of it.
 *
 * The library that drives QuickJS copies them without checking that there is memory for them. So a block of the size
 * is allocated first: for bytes from inside, where a shortage is an error.
 */
export class Carrier {
  #context;
  #memory;
  #allocate;
  #byteLength;

  /** @param {ArrayBuffer} memory the whole memory of the module */
  constructor(context, scope, memory) {
    this.#context = context;
    this.#memory = Buffer.from(memory);
    const result = context.unwrapResult(context.evalCode(builtIns, "memory.js"));
    this.#allocate = scope.manage(context.getProp(result, "allocate"));
    this.#byteLength = scope.manage(context.getProp(result, "byteLength"));
    result.dispose();
  }

  /** @throws {RangeError} "out of memory" */
  text(value) {
    const { module, ffi, ctx, memory } = this.#context;
    const length = Buffer.byteLength(value);
    // This copy and QuickJS's own, of up to two bytes a character, exist at the same time.
    const block = module._malloc(length + 2 * value.length + 64);
    if (block === 0) throw new RangeError(outOfMemory);
    module._free(block);
    // The library's `newString` does the same, but writes the characters one by one.
    const copy = module._malloc(length + 1);
    this.#memory.write(value, copy, length);
    this.#memory[copy + length] = 0;
    const text = memory.heapValueHandle(ffi.QTS_NewString(ctx.value, copy));
    module._free(copy);
    return text;
  }

  /** @throws {RangeError} "out of memory" */
  bytes(value) {
    this.#block(value.length);
    return this.#context.newArrayBuffer(Uint8Array.from(value).buffer);
  }

  /**
   * A copy of an ArrayBuffer's bytes.
   *
   * @throws {TypeError} when the value is not an ArrayBuffer
   * @throws {RangeError} "out of memory"
   */
  read(handle) {
    this.#block(this.#lengthOf(handle));
    return this.#context.getArrayBuffer(handle).consume(({ value }) => Buffer.from(value));
  }

  #lengthOf(handle) {
    const result = this.#context.callFunction(this.#byteLength, this.#context.undefined, handle);
    if (result.error) {
      result.error.dispose();
      throw new TypeError("The value is not an ArrayBuffer");
    }
    return result.value.consume((length) => this.#context.getNumber(length));
  }

  #block(size) {
    const result = this.#context
      .newNumber(size)
      .consume((count) => this.#context.callFunction(this.#allocate, this.#context.undefined, count));
    if (result.error) {
      result.error.dispose();
      throw new RangeError(outOfMemory);
    }
    result.value.dispose();
  }
}
