import { describeDiagnostic, isDiagnosticError } from "@featheredge/diagnostics";
import { filterFields, type InspectorClient, InspectorError } from "@featheredge/inspector/api";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

/** The work behind the tools. */
export interface ToolSources {
  /** Connects to the running loopback. @throws {DiagnosticError} when none runs */
  inspector(): Promise<InspectorClient>;
  /** Explains where functions run, as JSON. */
  explainPlacement(environment: string | undefined, behavior: string | undefined): Promise<string>;
  /** Plans an environment on the loopback, and returns the summary as JSON. */
  plan(environment: string): Promise<string>;
}

const viewer = z
  .object({
    country: z.string().nullish().describe("two letters, such as DE"),
    device: z.enum(["desktop", "mobile", "tablet", "smarttv"]).nullish(),
    language: z.string().nullish().describe("the Accept-Language header, such as de-CH"),
    address: z.string().nullish().describe("an IP address"),
  })
  .optional()
  .describe("omitted members are those of 'from'; null simulates none");

const filter = z
  .string()
  .optional()
  .describe(`words that all match, such as 'country:DE -status:2xx path:/api/*'; fields: ${filterFields.join(", ")}`);

/**
 * Makes a server of the Model Context Protocol whose tools show requests to the loopback, and explain the project.
 * Secret values are masked, as in everything that the inspector answers.
 * @see https://modelcontextprotocol.io/specification
 */
export function createMcpServer(sources: ToolSources): McpServer {
  const server = new McpServer({ name: "featheredge", version: "0.1.0" });
  const reading = { readOnlyHint: true, openWorldHint: false };
  server.registerTool(
    "list_requests",
    {
      description: "Lists the last requests to the distributions on this machine, the newest first.",
      inputSchema: { filter, limit: z.number().int().positive().max(500).optional() },
      annotations: reading,
    },
    (input) => answer(async () => (await sources.inspector()).listRequests(input)),
  );
  server.registerTool(
    "explain_request",
    {
      description:
        "Explains why a request got its answer: its behavior and those passed over, the functions with their changes and " +
        "logs, the cache key, hit or miss and the nearest entry, the origin, and for how long the answer is cached.",
      inputSchema: {
        id: z.string().optional().describe("by default the newest request that matches the filter"),
        filter,
      },
      annotations: reading,
    },
    ({ id, filter: words }) =>
      answer(async () => {
        const client = await sources.inspector();
        return client.readRequest({ id: id ?? (await newest(client, words)) });
      }),
  );
  server.registerTool(
    "send_request",
    {
      description:
        "Sends a request through a distribution on this machine, perhaps as another viewer, or repeats a kept one by 'from'. " +
        "The answer's id can be explained.",
      inputSchema: {
        from: z.string().optional().describe("the id of a request to repeat"),
        distribution: z.string().optional().describe("its id, domain name, alias or comment"),
        host: z.string().optional().describe("the Host header, such as an alias; by default the domain name"),
        protocol: z.enum(["http", "https"]).optional().describe("by default that of 'from', or https"),
        method: z.string().optional(),
        path: z.string().optional().describe("path and query, such as /a?x=1"),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.string().optional(),
        viewer,
      },
      annotations: { readOnlyHint: false, openWorldHint: false },
    },
    ({ headers, ...input }) =>
      answer(async () => {
        const listed = headers && Object.entries(headers).map(([name, value]) => ({ name, value }));
        const client = await sources.inspector();
        return client.sendRequest({ ...input, ...(listed === undefined ? {} : { headers: listed }) });
      }),
  );
  server.registerTool(
    "explain_placement",
    {
      description:
        "Builds the project's edge functions and explains which runtime each runs in and why, with alternatives and costs.",
      inputSchema: {
        environment: z.string().optional().describe("by default all"),
        behavior: z.string().optional().describe("a behavior's path pattern, or a request's path"),
      },
      annotations: reading,
    },
    ({ environment, behavior }) => answer(() => sources.explainPlacement(environment, behavior)),
  );
  server.registerTool(
    "plan_summary",
    {
      description:
        "Plans an environment on AWS on this machine, and summarizes what Terraform would change. Nothing is applied.",
      inputSchema: { environment: z.string() },
      annotations: reading,
    },
    ({ environment }) => answer(() => sources.plan(environment)),
  );
  return server;
}

async function newest(client: InspectorClient, words: string | undefined): Promise<string> {
  const { requests } = await client.listRequests({ limit: 1, ...(words === undefined ? {} : { filter: words }) });
  const id = requests[0]?.id;
  if (id === undefined) throw new InspectorError(404, "There is no request that matches. Send one with send_request.");
  return id;
}

/** A tool's result as text; a mistake that the caller can fix becomes the result's text. */
async function answer(run: () => Promise<unknown>) {
  try {
    const value = await run();
    const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
    return { content: [{ type: "text" as const, text }] };
  } catch (error) {
    return { isError: true, content: [{ type: "text" as const, text: reasonOf(error) }] };
  }
}

function reasonOf(error: unknown): string {
  if (isDiagnosticError(error)) return error.diagnostics.map(describeDiagnostic).join("\n");
  return error instanceof Error ? error.message : String(error);
}
