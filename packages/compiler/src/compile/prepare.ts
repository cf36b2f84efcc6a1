import path from "node:path";
import type { ChainHandler } from "../bundle/chain-handler.ts";
import { inlineConfig } from "../inline-config/inline-config.ts";
import type { LoadedHandler } from "../load/load.ts";
import { findViewerReads, type ViewerRead } from "../load/viewer-reads.ts";
import type { NativeHandler } from "../native/native-handler.ts";
import { prepareNative } from "../native/prepare-native.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { findMissingReturns, type MissingReturn } from "../verify/mistakes/missing-return.ts";
import { findStoreWrites, type StoreWrite } from "../verify/mistakes/store-writes.ts";
import { simplify } from "../verify/simplified-source.ts";
import { findWrites, type Write } from "../verify/writes/find.ts";

/** A handler with its config in its source. */
export interface PreparedHandler extends ChainHandler {
  readonly config: unknown;
  readonly native: NativeHandler | undefined;
  readonly viewerReads: readonly ViewerRead[];
  readonly writes: readonly Write[];
  readonly storeWrites: readonly StoreWrite[];
  readonly missingReturns: readonly MissingReturn[];
}

/** Prepares each configured handler once, however many chains it is in. */
export class Preparation {
  readonly #files: SourceFiles;
  readonly #prepared = new Map<LoadedHandler, Promise<PreparedHandler>>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  async prepare(handler: LoadedHandler): Promise<PreparedHandler> {
    let prepared = this.#prepared.get(handler);
    if (prepared === undefined) {
      prepared = this.#make(handler);
      this.#prepared.set(handler, prepared);
    }
    return await prepared;
  }

  async #make({ file, config, declaration, native }: LoadedHandler): Promise<PreparedHandler> {
    const text = this.#files.get(file)?.text ?? "";
    if (native !== undefined) {
      const source = { code: prepareNative(text, path.basename(file), native), readsConfig: false };
      return { file, config, native, source, ...(await readSource(text, false)) };
    }
    // The bundler reports at the author's line why a source does not parse.
    if (declaration === undefined) {
      return { file, config, native, source: { code: text, readsConfig: true }, ...unread };
    }
    const source = inlineConfig(text, path.basename(file), config);
    return { file, config, native, source, ...(await readSource(source.code, true)) };
  }
}

const unread = { viewerReads: [], writes: [], storeWrites: [], missingReturns: [] };

async function readSource(code: string, isPortable: boolean) {
  const simplified = await simplify(code);
  return {
    viewerReads: await findViewerReads(code),
    writes: findWrites(simplified, isPortable),
    storeWrites: findStoreWrites(simplified, isPortable),
    missingReturns: findMissingReturns(simplified, isPortable),
  };
}
