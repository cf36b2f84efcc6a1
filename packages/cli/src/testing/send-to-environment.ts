import { createInspectorClient, type RequestToSend, type SentAnswer } from "@featheredge/inspector/api";
import { connectLoopback, inspectorFetch } from "@featheredge/loopback";
import { loopbackDirectory, startProjectLoopback } from "../aws/target.ts";
import { joinHeaders } from "../up/project-view/request-test/join-headers.ts";

/** An answer of a distribution. */
export interface EnvironmentAnswer extends Omit<SentAnswer, "headers"> {
  /** By their names in lower case; values of a repeated one are joined by a comma and a space. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a request through a distribution of the project's loopback, as `featheredge up` serves it, for tests of the whole
 * way. It uses the loopback that runs; without one, it starts the loopback as the last apply left it, and ends it again.
 *
 * @param root the project's folder
 * @throws if the distribution is not there
 */
export async function sendToEnvironment(request: RequestToSend, root = process.cwd()): Promise<EnvironmentAnswer> {
  const { env } = process;
  const running = await connectLoopback(loopbackDirectory(root), env);
  if (running?.inspectorUrl !== undefined) return sendBy(running.inspectorUrl, request);
  const output = { progress: () => undefined };
  const loopback = await startProjectLoopback({ root, env, output }, { httpPort: 0, httpsPort: 0, origins: {} });
  try {
    return await sendBy(`http://inspector.localhost:${loopback.edge?.httpPort}`, request);
  } finally {
    await loopback.close();
  }
}

async function sendBy(baseUrl: string, request: RequestToSend): Promise<EnvironmentAnswer> {
  const client = createInspectorClient({ baseUrl, fetch: inspectorFetch });
  const { headers, ...answer } = await client.sendRequest(request);
  return { ...answer, headers: joinHeaders(headers.map(({ name, value }) => [name, value])) };
}
