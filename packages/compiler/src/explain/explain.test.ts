import { describe, expect, it } from "vitest";
import { artifact } from "../testing/artifact.ts";
import type { FunctionArtifact, PlacementRecord } from "../types.ts";
import { explainEnvironment } from "./explain.ts";

function placement(found: FunctionArtifact, key: string, cause: PlacementRecord["cause"], reason: string) {
  const { name, event } = found;
  return { distribution: "site", key, path: `/${key}/*`, event, function: name, cause, reasons: [reason] };
}

const traffic = { viewerRequestsPerMonth: 1_000_000, cacheHitRatio: 0.9, lambdaDurationMs: 10 };
const auth = artifact({ name: "auth", runtime: "lambda-at-edge", event: "viewer-request" });
const headers = artifact({ name: "headers", runtime: "cloudfront-function", event: "viewer-response" });
const headersLambda = artifact({ name: "headers-lambda", runtime: "lambda-at-edge", event: "viewer-response" });
const origin = artifact({ name: "origin", runtime: "lambda-at-edge", event: "origin-request" });
const lambdaPerMillion = 0.6 + 0.125 * 0.01 * 1e6 * 0.00005001;

const members = [
  placement(auth, "members", "own", "auth/handler.ts:3 uses fetch()"),
  placement(headersLambda, "members", "same-behavior", "runs auth in Lambda@Edge"),
];

function explain(placements: PlacementRecord[], functions = [auth, headers, headersLambda, origin]) {
  const keys = placements.map(({ key }) => key);
  return explainEnvironment({
    build: {
      environment: "prod",
      functions,
      placements,
      behaviors: placements.map(({ distribution, key, path }) => ({ distribution, key, path, isDefault: false })),
    },
    traffic: new Map(keys.map((key) => [key, traffic])),
  });
}

describe("explainEnvironment", () => {
  it("gives each function its runs, its cost and its reasons, at each event", () => {
    const {
      functions,
      perMonth,
      prices,
      traffic: shares,
      includes,
      excludes,
    } = explain([
      placement(headers, "default", "lightest", "needs nothing"),
      placement(headers, "assets", "lightest", "needs nothing"),
    ]);
    expect(
      functions.map(({ key, function: name, runsPerMonth, reasons }) => [key, name, runsPerMonth, reasons]),
    ).toEqual([
      ["default", "headers", 1_000_000, ["needs nothing"]],
      ["assets", "headers", 1_000_000, ["needs nothing"]],
    ]);
    expect(perMonth).toBeCloseTo(0.2, 10);
    expect(shares).toEqual([{ distribution: "site", viewerRequestsPerMonth: 2_000_000 }]);
    expect(includes.join()).toContain("runs of the functions listed");
    expect(excludes).toContain("CloudFront's requests and data transfer");
    expect(prices).toEqual({ date: expect.stringMatching(/^\d{4}-\d\d$/), region: "us-east-1", currency: "USD" });
  });

  it("gives the alternative, its cost, and the blockers against it", () => {
    const { functions } = explain([placement(headers, "default", "lightest", "needs nothing"), ...members]);
    expect(functions[0]?.alternative).toMatchObject({ runtime: "lambda-at-edge", against: [] });
    expect(functions[0]?.alternative?.perMonth).toBeCloseTo(lambdaPerMillion, 10);
    expect(functions[1]?.alternative).toMatchObject({
      runtime: "cloudfront-function",
      against: ["auth/handler.ts:3 uses fetch()"],
    });
    expect(functions[1]?.alternative?.perMillion).toBeCloseTo(0.1, 10);
  });

  it("computes what a move behind the cache saves, with the function that it frees", () => {
    const [moving, freed] = explain(members).functions;
    expect(moving?.move).toMatchObject({ to: "origin-request", runsPerMonth: 100_000, frees: ["headers-lambda"] });
    expect(moving?.move?.savesPerMonth).toBeCloseTo(0.9 * lambdaPerMillion + lambdaPerMillion - 0.1, 10);
    expect(moving?.move?.changes).toMatch(/cache miss only.*not for a decision about the single viewer/);
    expect(freed?.move).toBeUndefined();
  });

  it("knows no move to an event that has its function already, and none from an origin event", () => {
    const { functions } = explain([...members, placement(origin, "members", "origin-event", "origin events")]);
    expect(functions.map(({ move }) => move)).toEqual([undefined, undefined, undefined]);
    expect(functions[2]?.alternative).toBeUndefined();
  });

  it("counts a read of the KeyValueStore in each run of a function that has one", () => {
    const reading = { ...headers, keyValueStore: { entries: 2 } };
    const { functions } = explain([placement(reading, "default", "lightest", "needs nothing")], [reading]);
    expect(functions[0]?.perMillion).toBeCloseTo(0.13, 10);
  });

  it("names requests that an earlier behavior takes from a function, exceptions among them", () => {
    const behaviors = ["*.css", "/members/login", "/members/*", "*"].map((path, index) => ({
      distribution: "site",
      key: `behaviors[${index}]`,
      path,
      isDefault: path === "*",
    }));
    const at = (index: number, found: FunctionArtifact) => ({
      ...placement(found, `behaviors[${index}]`, "own", "because"),
      path: behaviors[index]?.path ?? "",
    });
    const placements = [at(0, headers), at(2, auth), at(2, headers), at(3, auth)];
    const { functions } = explainEnvironment({
      build: { environment: "prod", functions: [auth, headers], placements, behaviors },
      traffic: new Map(behaviors.map(({ key }) => [key, traffic])),
    });
    const login = { path: "/members/login", goesTo: "/members/login", key: "behaviors[1]" };
    expect(functions.map(({ path, function: name, missedPaths }) => [path, name, missedPaths])).toEqual([
      ["*.css", "headers", []],
      ["/members/*", "auth", [{ path: "/members/.css", goesTo: "*.css", key: "behaviors[0]" }, login]],
      ["/members/*", "headers", [login]],
      ["*", "auth", []],
    ]);
  });

  it("refuses a build and a traffic that do not belong together", () => {
    expect(() => explain(members, [auth])).toThrow("nothing is known of 'headers-lambda' at members");
  });
});
