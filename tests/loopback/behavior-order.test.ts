import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge } from "./command.ts";
import { projectWith } from "./own-project.ts";

const handlers = {
  guard: `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest((request) => (request.cookies.get("in") === "yes" ? request : respond(401)));\n`,
};

let root: string;

beforeAll(() => {
  root = projectWith({ handlers });
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs a command on the environment with behaviors of these paths; only `/members/*` runs a handler. */
const run = (command: string, ...paths: string[]) => runWith("app", [command, "qa"], paths);

async function runWith(origin: string, command: readonly string[], paths: readonly string[]) {
  const behaviors = paths.map((path) => ({
    pathPattern: path,
    origin,
    ...(path === "/members/*" ? { viewerRequest: "guard" } : {}),
  }));
  const file = join(root, "environments", "qa.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(/behaviors: .*/, () => `behaviors: ${JSON.stringify(behaviors)},`),
  );
  return await featheredge(command, { cwd: root });
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe.each(["build", "synth", "explain"])("%s", (command) => {
  it("rejects a behavior that earlier ones cover together, and prints no result", async () => {
    const { exitCode, stdout, stderr } = await run(command, "/m?*", "/m", "/members/*");
    expect(stderr).toMatch(
      /^error FE-DST-020: environments\/qa\.ts:\d+:\d+: distributions\.shop\.behaviors\[2\]\.pathPattern: /,
    );
    expect(stderr).toContain(
      "The path pattern '/members/*' gets no requests: each path that it matches goes to '/m?*' (distributions.shop.behaviors[0]), since CloudFront uses the first behavior that matches; 'guard' at viewer-request never takes effect.",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  });

  it("warns once, with an example, if an earlier behavior takes requests without the check", async () => {
    const { exitCode, stdout, stderr } = await run(command, "*.jpg", "/members/*");
    expect(exitCode).toBe(0);
    expect(stderr.match(/^warning .*$/gm)).toEqual([
      expect.stringMatching(
        /^warning FE-DST-\d+: environments\/qa\.ts:\d+:\d+: distributions\.shop\.behaviors\[1\]\.pathPattern: .* \/members\/\.jpg goes to '\*\.jpg' \(distributions\.shop\.behaviors\[0\]\), without 'guard' at viewer-request\./,
      ),
    ]);
    if (command === "explain") {
      expect(stdout).toContain("not run: for /members/.jpg, which goes to '*.jpg' (distributions.shop.behaviors[0])\n");
    }
  });

  it("accepts the order from the special to the general", async () => {
    const { exitCode, stderr } = await run(command, "/members/login", "/members/*", "/m*", "*.jpg");
    expect({ exitCode, warnings: stderr.match(/^warning .*$/gm) }).toEqual({ exitCode: 0, warnings: null });
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
describe("the path of a request", () => {
  it("is normalized by explain as by CloudFront, and a percent-encoded one that avoids a check is reported", async () => {
    const explain = (path: string) => runWith("pages", ["explain", "qa", path], ["/members/*", "/m*"]);
    const { stdout, stderr } = await explain("/x/..//members/y");
    expect(stderr).toMatch(
      /^warning FE-DST-\d+: environments\/qa\.ts:\d+:\d+: distributions\.shop\.behaviors\[0\]\.pathPattern: .* \/members%2F goes to '\/m\*' \(distributions\.shop\.behaviors\[1\]\), without 'guard' at viewer-request, and S3 reads it as \/members\/ of the same bucket\./m,
    );
    expect(stdout).toContain(
      "not run: for /members%2F, which goes to '/m*' (distributions.shop.behaviors[1]) and which S3 reads as /members/\n",
    );
    expect((await explain("/members%2Fy")).stderr).toContain(
      "/members%2Fy goes to '/m*' (distributions.shop.behaviors[1]), which runs no function.",
    );
  });
});
