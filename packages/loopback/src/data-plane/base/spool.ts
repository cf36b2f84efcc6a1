import { type FileHandle, open, rm } from "node:fs/promises";

/** Where spools write bodies that are too large for memory. */
export interface SpoolStorage {
  /** The maximum of bytes of one body in memory. */
  readonly memoryBytes: number;
  /** Returns the path for a new file, in a folder that exists. */
  newFile(): Promise<string>;
}

/**
 * A body that is written once and read any number of times, even while it is still being written. Small bodies are in
 * memory and large ones in a file, so that the use of memory does not grow with a body's size.
 */
export class Spool {
  /** Bytes written so far. */
  size = 0;
  state: "filling" | "complete" | "failed" = "filling";
  readonly #storage: SpoolStorage;
  #chunks: Buffer[] = [];
  #file: { path: string; handle: FileHandle } | undefined;
  #holders = 1;
  #wake: (() => void)[] = [];

  constructor(storage: SpoolStorage) {
    this.#storage = storage;
  }

  /** The whole body; undefined unless it is complete and in memory. */
  get buffer(): Buffer | undefined {
    if (this.state !== "complete" || this.#file !== undefined) return undefined;
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0];
  }

  get inMemory(): boolean {
    return this.#file === undefined;
  }

  /** Reads a source to its end. Never rejects: afterwards, `state` is complete or failed. */
  async fill(source: AsyncIterable<Buffer>, expectedBytes: number | undefined): Promise<void> {
    try {
      for await (const chunk of source) await this.#write(chunk);
      this.state = expectedBytes === undefined || expectedBytes === this.size ? "complete" : "failed";
    } catch {
      this.state = "failed";
    }
    this.#notify();
    this.release();
  }

  /** Keeps the file until {@link release} has been called as often as this. */
  retain(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    const file = this.#file;
    if (this.#holders > 0 || file === undefined) return;
    file.handle.close().then(
      () => rm(file.path, { force: true }),
      () => undefined,
    );
  }

  /**
   * Yields the bytes from `start` to before `end`, and waits for those that have not arrived yet.
   * @throws Error if the source broke off
   */
  async *read(start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
    this.retain();
    try {
      let position = start;
      while (position < end) {
        if (position < this.size) {
          const chunk = await this.#chunkAt(position, end);
          position += chunk.length;
          yield chunk;
        } else if (this.state === "filling") {
          await new Promise<void>((resolve) => this.#wake.push(resolve));
        } else if (this.state === "failed") {
          throw new Error("The origin broke off its response.");
        } else {
          return;
        }
      }
    } finally {
      this.release();
    }
  }

  async #write(chunk: Buffer): Promise<void> {
    if (this.#file === undefined && this.size + chunk.length <= this.#storage.memoryBytes) {
      this.#chunks.push(chunk);
    } else {
      if (this.#file === undefined) await this.#spill();
      await this.#file?.handle.write(chunk, 0, chunk.length, this.size);
    }
    this.size += chunk.length;
    this.#notify();
  }

  async #spill(): Promise<void> {
    const path = await this.#storage.newFile();
    const handle = await open(path, "wx+", 0o600);
    let position = 0;
    for (const chunk of this.#chunks) {
      await handle.write(chunk, 0, chunk.length, position);
      position += chunk.length;
    }
    this.#file = { path, handle };
    this.#chunks = [];
  }

  async #chunkAt(position: number, end: number): Promise<Buffer> {
    if (this.#file !== undefined) {
      const length = Math.min(64 * 1024, end - position, this.size - position);
      const { buffer, bytesRead } = await this.#file.handle.read(Buffer.allocUnsafe(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    }
    let offset = position;
    for (const chunk of this.#chunks) {
      if (offset < chunk.length) return chunk.subarray(offset, Math.min(chunk.length, offset + end - position));
      offset -= chunk.length;
    }
    throw new Error("The spool has fewer bytes than it counted.");
  }

  #notify(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }
}
