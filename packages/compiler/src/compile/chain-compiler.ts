import type { LambdaStore } from "../bundle/entry.ts";
import type { BuildCache } from "../cache/cache.ts";
import type { Chain } from "../load/chains.ts";
import type { SourceFiles } from "../source/source-files.ts";
import type { FunctionAttempt } from "./cloudfront-function.ts";
import type { LambdaCode } from "./lambda-at-edge.ts";
import type { Preparation } from "./prepare.ts";

/**
 * Compiles chains, each once per runtime and event, and takes results from the cache if possible. The tools (esbuild,
 * Babel, the language check) are loaded only when a chain must be compiled.
 */
export class ChainCompiler {
  readonly #cache: BuildCache;
  readonly #files: SourceFiles;
  readonly #isAuthors: (file: string) => boolean;
  readonly #limit: Limit;
  #preparation: Promise<Preparation> | undefined;

  /** @param isAuthors is true for the author's files, relative to the sources' root, and false for packages' */
  constructor(cache: BuildCache, files: SourceFiles, isAuthors: (file: string) => boolean) {
    this.#cache = cache;
    this.#files = files;
    this.#isAuthors = isAuthors;
    this.#limit = new Limit(4);
  }

  async cloudFrontFunction(chain: Chain): Promise<FunctionAttempt> {
    return await this.#cache.take(recipe("cloudfront-function", chain), () =>
      this.#limit.run(async () => {
        const { compileCloudFrontFunction } = await import("./cloudfront-function.ts");
        return await compileCloudFrontFunction(chain.event, await this.#prepare(chain), this.#files, this.#isAuthors);
      }),
    );
  }

  /** The code of a CloudFront Function after each pass, with a file name that begins with the pass's number. */
  async codeAfterEachPass(chain: Chain): Promise<readonly { readonly file: string; readonly code: string }[]> {
    const { runPasses } = await import("../passes/passes.ts");
    const codes: { file: string; code: string }[] = [];
    const start = { event: chain.event, chain: await this.#prepare(chain), files: this.#files };
    await runPasses({ ...start, isAuthors: this.#isAuthors }, ({ name }, { code }, index) => {
      codes.push({ file: `${String(index + 1).padStart(2, "0")}-${name}.js`, code: code.code });
    });
    return codes;
  }

  /** @param store the KeyValueStore, where the chain is known to read one */
  async lambdaAtEdge(chain: Chain, store?: LambdaStore): Promise<LambdaCode> {
    return await this.#cache.take({ ...recipe("lambda-at-edge", chain), store }, () =>
      this.#limit.run(async () => {
        const { compileLambdaAtEdge } = await import("./lambda-at-edge.ts");
        const prepared = await this.#prepare(chain);
        return await compileLambdaAtEdge(chain.event, prepared, this.#files, this.#isAuthors, store);
      }),
    );
  }

  async #prepare({ handlers }: Chain) {
    this.#preparation ??= import("./prepare.ts").then(({ Preparation }) => new Preparation(this.#files));
    const preparation = await this.#preparation;
    return await Promise.all(handlers.map((handler) => preparation.prepare(handler)));
  }
}

/** Everything except files that determines the result. A handler's name in the environment does not. */
function recipe(runtime: string, { event, handlers }: Chain) {
  return { runtime, event, chain: handlers.map(({ folder, config }) => [folder, canonical(config)]) };
}

/** The config as JSON in which undefined and absent differ from null, and -0 from 0. */
function canonical(config: unknown): string | undefined {
  return JSON.stringify(config, (_, value: unknown) => (Object.is(value, -0) ? "-0" : value));
}

/** Limits how many tasks run at a time; they start in the order of the calls. */
class Limit {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}
