import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudFront } from "@aws-sdk/client-cloudfront";
import type { Deployment } from "../../deployment.ts";
import type { MadeByRuns } from "../../runs/run.ts";
import { type ControlPlane, createControlPlane } from "../control-plane.ts";
import type { ControlPlaneOptions } from "../options.ts";

export interface TestControlPlane {
  /** AWS's own client, with credentials of the account 123456789012. */
  readonly client: CloudFront;
  clientOf(account: string): CloudFront;
  readonly deployment: Deployment;
  readonly made: MadeByRuns;
  readonly findReplica: ControlPlane["findReplica"];
  readonly accountFor: ControlPlane["accountFor"];
  readonly administration: ControlPlane["administration"];
  readonly lines: string[];
  readonly url: string;
  /** Moves the clock forward. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** A control plane behind HTTP, with a clock that only moves when {@link TestControlPlane.advance} is called. */
export async function startControlPlane(options: Partial<ControlPlaneOptions> = {}): Promise<TestControlPlane> {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const lines: string[] = [];
  const { listener, deployment, made, findReplica, accountFor, administration } = createControlPlane({
    clock: () => now,
    deploySeconds: 60,
    log: (line) => lines.push(line),
    ...options,
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: CloudFront[] = [];
  const clientOf = (account: string) => {
    const client = new CloudFront({
      endpoint: url,
      region: "us-east-1",
      credentials: { accessKeyId: account, secretAccessKey: "secret" },
      maxAttempts: 1,
    });
    clients.push(client);
    return client;
  };
  return {
    client: clientOf("123456789012"),
    clientOf,
    deployment,
    made,
    findReplica,
    accountFor,
    administration,
    lines,
    url,
    advance(seconds) {
      now += seconds * 1_000;
    },
    async close() {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
