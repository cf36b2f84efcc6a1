import net from "node:net";
import { Duplex } from "node:stream";

/** A connection through an HTTP proxy on 127.0.0.1, usable at once: writes wait until the tunnel is open. */
export class AwsTunnel extends Duplex {
  #socket;
  #standing;

  /** @param authority where to: `host:443` */
  constructor(proxyPort, authority) {
    super();
    const socket = net.connect({ host: "127.0.0.1", port: proxyPort });
    this.#socket = socket;
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
    this.#standing = new Promise((resolve) => {
      let head = Buffer.alloc(0);
      const read = (chunk) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        socket.off("data", read);
        const status = head.toString("latin1", 0, head.indexOf("\r\n"));
        if (!/^HTTP\/1\.[01] 200 /.test(status)) {
          this.destroy(new Error(`The proxy gave no way to ${authority}: ${status}`));
          return;
        }
        const early = head.subarray(end + 4);
        if (early.length > 0) this.push(early);
        socket.on("data", (data) => {
          if (!this.push(data)) socket.pause();
        });
        socket.on("end", () => this.push(null));
        resolve();
      };
      socket.on("data", read);
    });
  }

  _read() {
    this.#socket.resume();
  }

  _write(chunk, encoding, done) {
    this.#standing.then(() => this.#socket.write(chunk, encoding, done));
  }

  _final(done) {
    this.#standing.then(() => this.#socket.end(done));
  }

  _destroy(error, done) {
    this.#socket.destroy();
    done(error);
  }

  // Agents treat it like a socket.
  ref() {
    this.#socket.ref();
    return this;
  }

  unref() {
    this.#socket.unref();
    return this;
  }

  setKeepAlive() {
    return this;
  }

  setNoDelay() {
    return this;
  }

  setTimeout() {
    return this;
  }
}
