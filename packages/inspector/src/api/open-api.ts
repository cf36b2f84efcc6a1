import { z } from "zod";
import { inspectorHost } from "./host.ts";
import { errorAnswer, type Operation, operations, serverEvents } from "./operations.ts";

/** The base path of the API on the inspector's host. */
export const basePath = "/api/v1";

/**
 * The API's OpenAPI document, made from the schemas that the server checks with.
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, operation] of Object.entries(operations) as [string, Operation][]) {
    paths[`${basePath}${operation.route}`] ??= {};
    Object.assign(paths[`${basePath}${operation.route}`] ?? {}, {
      [operation.method.toLowerCase()]: describeOperation(operationId, operation),
    });
  }
  paths[`${basePath}/events`] = { get: describeEvents() };
  return {
    openapi: "3.1.0",
    info: {
      title: "Featheredge's inspector",
      version: "1",
      description:
        "Requests to the distributions of a running loopback, and what it serves. Only programs on the same machine and " +
        "pages of the same origin are answered, and secret values are masked.",
    },
    servers: [{ url: `http://${inspectorHost}:{port}`, variables: { port: { default: "8080" } } }],
    paths,
  };
}

function describeOperation(operationId: string, operation: Operation): object {
  const { summary, path, query, body, answer, needsProject } = operation;
  return {
    operationId,
    summary,
    parameters: [...parameters("path", path), ...parameters("query", query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonContent(body, "input") } }),
    responses: {
      "200": { description: "Done.", content: jsonContent(answer, "output") },
      "400": { description: "The request breaks the schema.", content: jsonContent(errorAnswer, "output") },
      "403": {
        description: "The request is from a page of another origin.",
        content: jsonContent(errorAnswer, "output"),
      },
      "404": {
        description: needsProject ? "It does not exist, or the loopback has no project." : "It does not exist.",
        content: jsonContent(errorAnswer, "output"),
      },
    },
  };
}

function describeEvents(): object {
  const events = Object.entries(serverEvents).map(
    ([name, data]) => `\`${name}\`: ${JSON.stringify(schemaOf(data, "output"))}`,
  );
  return {
    operationId: "followEvents",
    summary:
      "Streams server-sent events: each answered request, and changes of the project's status and of Terraform's.",
    parameters: [],
    responses: {
      "200": {
        description: `Events with JSON as their data. ${events.join(" ")}`,
        content: { "text/event-stream": { schema: { type: "string" } } },
      },
    },
  };
}

function parameters(location: "path" | "query", shape: z.ZodObject): object[] {
  const { properties = {}, required = [] } = schemaOf(shape, "input") as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: location,
    required: required.includes(name),
    schema,
  }));
}

function jsonContent(schema: z.ZodType, io: "input" | "output"): object {
  return { "application/json": { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
