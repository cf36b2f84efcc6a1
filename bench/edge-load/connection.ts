import { connect, type Socket } from "node:net";
import { requestHeaders } from "./cases.ts";

/** A response as far as the load looks at it. */
export interface Received {
  readonly status: number;
  /** Milliseconds from the request's last byte to the response's last byte. */
  readonly milliseconds: number;
}

/** Sends GETs over one kept connection of plain HTTP/1.1 to 127.0.0.1, one after the other. */
export class Connection {
  readonly #socket: Socket;
  readonly #port: number;
  #received = "";
  #expected: number | undefined;
  #sentAt = 0;
  #settle: { resolve(received: Received): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.#port = port;
    this.#socket = connect(port, "127.0.0.1").setNoDelay(true);
    this.#socket.on("error", (error) => this.#settle?.reject(error));
    this.#socket.on("end", () => this.#settle?.reject(new Error("The server closed a connection.")));
    this.#socket.on("data", (chunk: Buffer) => this.#take(chunk.toString("latin1")));
  }

  /** @throws Error if the connection breaks */
  get(path: string): Promise<Received> {
    return new Promise((resolve, reject) => {
      this.#received = "";
      this.#expected = undefined;
      this.#settle = { resolve, reject };
      this.#sentAt = performance.now();
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost:${this.#port}\r\n${requestHeaders.join("\r\n")}\r\n\r\n`,
      );
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    this.#expected ??= responseLength(this.#received);
    if (this.#expected === undefined || this.#received.length < this.#expected) return;
    const milliseconds = performance.now() - this.#sentAt;
    this.#settle?.resolve({ status: Number(this.#received.slice(9, 12)), milliseconds });
  }
}

/** The bytes of the response that the text begins with; undefined while some are still to come. */
function responseLength(text: string): number | undefined {
  const headEnd = text.indexOf("\r\n\r\n") + 4;
  if (headEnd === 3) return undefined;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return headEnd + Number(length);
  const last = text.indexOf("\r\n0\r\n\r\n", headEnd);
  return last < 0 ? undefined : last + 7;
}
