/** Bytes of a pointer in the module's memory. */
const pointerBytes = Int32Array.BYTES_PER_ELEMENT;

/** The most arguments of a call. */
const mostArguments = 2;

/**
 * Calls functions that return text. The library's `callFunction` and `getString` allocate memory in the module and
 * several objects for each call, which takes about as long as a small function.
 */
export class TextCalls {
  #context;
  #words;
  /**
   * Where the arguments' pointers are written. QuickJS reads them before the function runs, so calls may be nested. It is
   * never freed: the memory goes with its module.
   */
  #given;

  /** @param {ArrayBuffer} memory the whole memory of the module */
  constructor(context, memory) {
    this.#context = context;
    this.#words = new Int32Array(memory);
    this.#given = context.module._malloc(mostArguments * pointerBytes);
  }

  /** @returns `text`, or the `error` that was thrown, as a handle */
  call(handle, ...given) {
    const { ffi, ctx, memory, undefined: self } = this.#context;
    for (let index = 0; index < given.length; index += 1) {
      this.#words[this.#given / pointerBytes + index] = given[index].value;
    }
    const result = ffi.QTS_Call(ctx.value, handle.value, self.value, given.length, this.#given);
    const error = ffi.QTS_ResolveException(ctx.value, result);
    const text = error === 0 ? memory.consumeJSCharPointer(ffi.QTS_GetString(ctx.value, result)) : undefined;
    ffi.QTS_FreeValuePointer(ctx.value, result);
    return error === 0 ? { text } : { error: memory.heapValueHandle(error) };
  }
}
