import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { roleCredentials } from "../key-value-store.ts";
import { signGetFromS3 } from "../sigv4.ts";
import { codeKey, type PreviewCode, type PreviewFunction } from "./code.ts";

/** A function of a preview that is ready to run. */
type LoadedFunction = (event: unknown, context: unknown) => Promise<unknown>;

/** A preview's code, whose functions are loaded when they first run. */
export interface LoadedPreview {
  readonly code: PreviewCode;
  functionNamed(name: string): LoadedFunction;
}

/** A function at viewer request has 128 MB of memory; code takes several times its characters when it is loaded. */
const mostCharacters = 8 * 1024 * 1024;

// A viewer event has 5 s in all.
const timeoutMilliseconds = 3000;

/** Reads the code of previews from a bucket, and keeps the code that was used last in memory. */
export class PreviewCodes {
  readonly #known = new Map<string, { readonly preview: LoadedPreview; readonly characters: number }>();
  readonly #read: (key: string) => Promise<string>;

  /** @param read reads an object of the bucket: {@link objectReader} */
  constructor(read: (key: string) => Promise<string>) {
    this.#read = read;
  }

  /** @throws Error if the code can't be read, or is not the code that the KeyValueStore names */
  async get(name: string, sha256: string): Promise<LoadedPreview> {
    const key = codeKey(name, sha256);
    const known = this.#known.get(key) ?? (await this.#load(key, sha256));
    this.#known.delete(key);
    this.#known.set(key, known);
    this.#forgetOldest();
    return known.preview;
  }

  async #load(key: string, sha256: string) {
    const text = await this.#read(key);
    if (createHash("sha256").update(text).digest("hex") !== sha256) {
      throw new Error(`${key} is not the code that its name says`);
    }
    return { preview: loadPreview(JSON.parse(text)), characters: text.length };
  }

  #forgetOldest(): void {
    let characters = [...this.#known.values()].reduce((sum, one) => sum + one.characters, 0);
    for (const [key, one] of this.#known) {
      if (characters <= mostCharacters || this.#known.size === 1) return;
      this.#known.delete(key);
      characters -= one.characters;
    }
  }
}

/** A preview whose functions are loaded one by one. */
export function loadPreview(code: PreviewCode): LoadedPreview {
  const loaded = new Map<string, LoadedFunction>();
  return {
    code,
    functionNamed(name) {
      const known = loaded.get(name) ?? loadFunction(name, code.functions[name]);
      loaded.set(name, known);
      return known;
    },
  };
}

type Handler = (event: unknown, context: unknown, callback?: (error: unknown, result: unknown) => void) => unknown;

function loadFunction(name: string, made: PreviewFunction | undefined): LoadedFunction {
  if (made === undefined) throw new Error(`The preview has no function '${name}'`);
  const module: { exports: { handler?: Handler } } = { exports: {} };
  const require = createRequire(`${process.cwd()}/index.js`);
  // The same form in which Node.js loads a CommonJS module: the code was made for a Lambda@Edge function.
  new Function("module", "exports", "require", `${made.code}\n//# sourceURL=${name}.js`)(
    module,
    module.exports,
    require,
  );
  const { handler } = module.exports;
  if (handler === undefined) throw new Error(`The function '${name}' exports no handler`);
  if (made.callback !== true) return async (event, context) => handler(event, context);
  return (event, context) =>
    new Promise((resolve, reject) => {
      handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    });
}

/** Reads objects of a bucket by the credentials of the function's role, which needs `s3:GetObject`. */
export function objectReader(bucket: string, region: string): (key: string) => Promise<string> {
  return async (key) => {
    const url = new URL(`https://s3.${region}.amazonaws.com/${bucket}/${key}`);
    const response = await fetch(url, {
      headers: signGetFromS3(url, region, roleCredentials(), Date.now()),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (!response.ok) throw new Error(`${url.pathname} can't be read: status ${response.status}`);
    return response.text();
  };
}
