import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import { openTunnel } from "@featheredge/loopback/upstream";

/**
 * An HTTPS agent that reaches AWS as terraform and the AWS CLI do: by `HTTPS_PROXY`, trusting `AWS_CA_BUNDLE`. Node's
 * own knows neither.
 */
export class AwsAgent extends Agent {
  readonly #env: NodeJS.ProcessEnv;
  readonly #authority: string | undefined;

  constructor(env: NodeJS.ProcessEnv) {
    super({ keepAlive: false });
    this.#env = env;
    this.#authority = env.AWS_CA_BUNDLE ? readFileSync(env.AWS_CA_BUNDLE, "utf8") : undefined;
  }

  override createConnection(
    { host, port }: { host?: string; port?: number },
    done: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const servername = String(host);
    openTunnel({ host: servername, port: Number(port ?? 443), env: this.#env, timeoutMilliseconds: 5000 }).then(
      (socket) => done(null, connect({ socket, servername, ...(this.#authority ? { ca: this.#authority } : {}) })),
      (error) => done(error, undefined as unknown as Duplex),
    );
    return undefined;
  }
}
