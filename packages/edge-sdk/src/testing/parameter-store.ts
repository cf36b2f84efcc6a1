import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ParameterStore {
  /** Environment variables that a process needs to read its secrets here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names that were asked for, in order. */
  readonly reads: readonly string[];
  /** Replaces the value of a parameter; undefined removes it. */
  set(name: string, value: string | undefined): void;
  close(): Promise<void>;
}

/**
 * A Parameter Store on loopback that answers GetParameter as AWS does, so that `secret()` runs as it is.
 *
 * @param parameters values by name
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function startParameterStore(parameters: Readonly<Record<string, string>>): Promise<ParameterStore> {
  const values = new Map(Object.entries(parameters));
  const reads: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { Name: name } = JSON.parse(body);
    reads.push(name);
    const value = values.get(name);
    response.writeHead(value === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(
      JSON.stringify(
        value === undefined
          ? { __type: "ParameterNotFound" }
          : { Parameter: { Name: name, Type: "SecureString", Value: value, Version: 1 } },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    },
    reads,
    set: (name, value) => void (value === undefined ? values.delete(name) : values.set(name, value)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
