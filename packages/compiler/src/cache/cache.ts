import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type SourceFiles, sha256 } from "../source/source-files.ts";

/**
 * Keeps results by the inputs that they were made from. A recipe (what is built, how, and by which compiler) leads to
 * the list of files that it read the last time; those files' hashes lead to the result. Entries are written whole and
 * carry their own checksum, so a torn or edited one is a miss, and concurrent runs don't disturb each other.
 */
export class BuildCache {
  readonly #directory: string;
  readonly #fingerprint: string;
  readonly #files: SourceFiles;
  readonly #underWay = new Map<string, Promise<unknown>>();

  /** @param fingerprint of the compiler: a change of it makes all entries misses */
  constructor(directory: string, fingerprint: string, files: SourceFiles) {
    this.#directory = directory;
    this.#fingerprint = fingerprint;
    this.#files = files;
  }

  /**
   * Returns the result of a recipe, from the cache if possible. Concurrent calls for one recipe share one run.
   *
   * @param make returns the result, JSON data, and the absolute paths of the files that it read
   */
  async take<T>(recipe: unknown, make: () => Promise<{ value: T; inputs: readonly string[] }>): Promise<T> {
    const key = sha256(JSON.stringify([this.#fingerprint, recipe]));
    const present = this.#underWay.get(key);
    if (present !== undefined) return (await present) as T;
    const made = this.#find<T>(key, make);
    this.#underWay.set(key, made);
    return await made;
  }

  async #find<T>(key: string, make: () => Promise<{ value: T; inputs: readonly string[] }>): Promise<T> {
    const inputs = await this.#read<string[]>("recipes", key);
    if (inputs !== undefined) {
      const cached = await this.#read<{ value: T }>("results", this.#resultKey(key, inputs));
      if (cached !== undefined) return cached.value;
    }
    const made = await make();
    const relative = made.inputs.map((file) => this.#files.relative(file)).sort();
    await this.#write("results", this.#resultKey(key, relative), { value: made.value });
    await this.#write("recipes", key, relative);
    return made.value;
  }

  #resultKey(recipe: string, inputs: readonly string[]): string {
    const hashes = inputs.map((input) => [input, this.#files.get(this.#files.absolute(input))?.hash ?? "absent"]);
    return sha256(JSON.stringify([recipe, hashes]));
  }

  async #read<T>(kind: string, key: string): Promise<T | undefined> {
    let text: string;
    try {
      text = await readFile(this.#file(kind, key), "utf8");
    } catch {
      return undefined;
    }
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return sha256(body) === text.slice(0, end) ? JSON.parse(body) : undefined;
  }

  async #write(kind: string, key: string, value: unknown): Promise<void> {
    const file = this.#file(kind, key);
    const body = JSON.stringify(value);
    const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(draft, `${sha256(body)}\n${body}`);
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }

  #file(kind: string, key: string): string {
    return path.join(this.#directory, kind, key.slice(0, 2), `${key}.json`);
  }
}
