import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten";

/** Node has it; the types of Node do not name it. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (limits: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
    compile(bytes: Uint8Array): Promise<object>;
  };
};

/** Its types are those of its CommonJS form, where the default is one level deeper. */
const variant = releaseSync as unknown as QuickJSSyncVariant;

/** The least that this build of QuickJS starts with, in pages of 64 KB. */
const pages = 256;

export interface ConfinedModule {
  readonly quickjs: QuickJSWASMModule;
  /** The whole of its memory; it never moves, since it can't grow. */
  readonly memory: ArrayBuffer;
}

let compiled: Promise<object> | undefined;

/**
 * QuickJS in a WebAssembly memory of its own that cannot grow.
 *
 * QuickJS's own memory limit is of no use here: built for WebAssembly it can't tell how large an allocation is, and
 * counts 8 bytes for each.
 */
export async function confinedModule(): Promise<ConfinedModule> {
  compiled ??= compile();
  const memory = new wasm.Memory({ initial: pages, maximum: pages });
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmModule: await compiled, wasmMemory: memory }),
  );
  return { quickjs, memory: memory.buffer };
}

/** Once for all engines: it takes longer than all the rest. */
async function compile(): Promise<object> {
  const file = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  return wasm.compile(await readFile(file));
}
