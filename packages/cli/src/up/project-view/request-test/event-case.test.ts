import { resolve } from "node:path";
import { caseSchema } from "@featheredge/edge-sdk/testing";
import type { TestedRequest } from "@featheredge/inspector/api";
import { describe, expect, it } from "vitest";
import type { BuiltEnvironment } from "../positions.ts";
import { eventCase } from "./event-case.ts";

const source = "edge-handlers/redirects/handler.ts";

/** The reference site, whose function `redirects` is composed of one handler. */
const built = {
  root: resolve(import.meta.dirname, "../../../../../../tests/fixtures/reference-site"),
  name: "local",
  environment: { handlers: { moves: { config: { rules: [{ exact: "/home", to: "/" }] } } } },
  manifest: { functions: [{ name: "moves", handlers: ["moves"], sources: [source] }] },
} as unknown as BuiltEnvironment;

const request = {
  method: "GET",
  uri: "/home",
  querystring: "a=1&a=2",
  headers: [{ name: "Accept", value: "text/html" }],
  omitted: ["header cookie"],
};
const tested = (changes: Partial<TestedRequest> = {}): TestedRequest => ({
  comment: "Site",
  host: "localhost",
  protocol: "http",
  request,
  address: "192.0.2.1",
  simulated: {},
  runs: [{ name: "local-site-moves", event: "viewer-request", request }],
  answer: { status: 301, headers: [], xCache: "FunctionGeneratedResponse from cloudfront" },
  ...changes,
});

describe("eventCase", () => {
  it("writes a case of the handler that ran first, with the environment's config and what the handler returns", async () => {
    const test = await eventCase(built, tested(), process.env);
    expect(test?.file).toBe("edge-handlers/redirects/events/get-home.json");
    expect(test?.command).toBe("npx vitest run edge-handlers/redirects");
    const written = JSON.parse(test?.text ?? "{}");
    expect(caseSchema.safeParse(written).error).toBeUndefined();
    expect(written).toMatchObject({
      case: "as recorded: GET /home without header cookie",
      config: { rules: [{ exact: "/home", to: "/" }] },
      event: { request: { querystring: { a: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } } } },
      expected: { response: { statusCode: 301, headers: { location: { value: "/?a=1&a=2" } } } },
    });
  });

  it("has the config of the other cases in place of one that holds a secret, and says so", async () => {
    const config = { rules: [{ exact: "/home", to: "/" }], token: "s3cr3t-of-a-config" };
    const environment = { handlers: { moves: { config } } } as unknown as BuiltEnvironment["environment"];
    const moved = { ...request, uri: "/about-us" };
    const runs = [{ name: "local-site-moves", event: "viewer-request", request: moved }];
    const test = await eventCase({ ...built, environment }, tested({ request: moved, runs }), process.env);
    expect(test?.text).not.toContain("s3cr3t");
    const written = JSON.parse(test?.text ?? "{}");
    expect(written).not.toHaveProperty("config");
    expect(written).toMatchObject({
      case: expect.stringContaining("with the config of _config.json, since the environment's holds a secret"),
      expected: { response: { headers: { location: { value: "/about?a=1&a=2" } } } },
    });
  });

  it("is undefined for a function that is not of the project", async () => {
    expect(
      await eventCase(built, tested({ runs: [{ name: "other", event: "viewer-request", request }] }), process.env),
    ).toBeUndefined();
    expect(await eventCase(built, tested({ runs: [] }), process.env)).toBeUndefined();
  });
});
