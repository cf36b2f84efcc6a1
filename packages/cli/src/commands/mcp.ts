import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Context } from "../context.ts";
import { outputOf } from "../mcp/command-output.ts";
import { createMcpServer } from "../mcp/create-server.ts";
import { openInspector } from "../trace/open-inspector.ts";
import { explain } from "./explain.ts";
import { plan } from "./plan.ts";

/**
 * Serves the Model Context Protocol on standard input and output, until the client closes them.
 * @throws what `stop` was aborted with
 */
export async function mcp(context: Context): Promise<void> {
  const server = createMcpServer({
    inspector: () => openInspector(context),
    explainPlacement: (environment, behavior) =>
      outputOf(context, (quiet) => explain(quiet, environment, behavior, { json: true })),
    plan: (environment) =>
      outputOf(context, (quiet) => plan(quiet, environment, { loopback: true, json: true, save: false })),
  });
  const { stop } = context.interruption;
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once("end", resolve);
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  stop.throwIfAborted();
}
