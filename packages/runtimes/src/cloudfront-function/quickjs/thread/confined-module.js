import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten";

/** The minimum memory that this build of QuickJS starts with, in pages of 64 KB. */
const pages = 256;

/**
 * Creates an instance of QuickJS in a WebAssembly memory that cannot grow. Returns the instance and its whole memory,
 * which never moves.
 *
 * QuickJS's own memory limit does not work here: built for WebAssembly, it does not know the size of an allocation and
 * counts 8 bytes for each.
 *
 * @param {WebAssembly.Module} wasmModule the compiled module, shared by all threads
 */
export async function confinedModule(wasmModule) {
  const wasmMemory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(releaseSync, { wasmModule, wasmMemory }));
  return { quickjs, memory: wasmMemory.buffer };
}
