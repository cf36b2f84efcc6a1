import { type FileHandle, open, rm } from "node:fs/promises";

/** Where spools write what is too large for memory. */
export interface SpoolStorage {
  /** The most bytes of one body that stay in memory. */
  readonly memoryBytes: number;
  /** A path for a new file; its folder is there. */
  newFile(): Promise<string>;
}

/**
 * A body that is written once and read any number of times, also while it is still being written. It lies in memory
 * while it is small, else in a file, so that memory stays flat however large a body is.
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

  /** The whole body where it is complete and in memory. */
  get buffer(): Buffer | undefined {
    if (this.state !== "complete" || this.#file !== undefined) return undefined;
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0];
  }

  get inMemory(): boolean {
    return this.#file === undefined;
  }

  /** Takes all of a source. It is complete afterwards, or has failed; neither throws. */
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

  /** Keeps the file from being removed until {@link release}. */
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
   * Yields the bytes from `start` to before `end`, waiting for those that are still to come.
   * @throws Error when the source broke off
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
          throw new Error("the origin broke the response off");
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
    throw new Error("a spool has fewer bytes than it counted");
  }

  #notify(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }
}
