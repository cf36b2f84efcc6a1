import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commitAll, initialize } from "../workflows/git-project.ts";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "111111111111";

const environment = `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  handlers: { version: {} },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      aliases: ["www.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: { origin: "app", viewerProtocolPolicy: "allow-all", viewerRequest: "version" },
    },
  },
} satisfies EnvironmentInput;
`;

const handler = (version: string) => `import { onViewerRequest, respond } from "@featheredge/edge-sdk";

export default onViewerRequest(() => respond(200, "", { "x-version": "${version}" }));
`;

let root: string;
let loopback: Loopback;
let first: string;

const run = (...args: string[]) => succeed([...args, "--loopback"], { cwd: root });
const version = async () => {
  const { headers } = await requestEdge({ port: loopback.edge?.httpPort ?? 0, host: "www.example.com" });
  return headers["x-version"];
};
const record = async () => JSON.parse((await run("deployments", "qa", "--json")).stdout);

beforeAll(async () => {
  root = projectWith({ handlers: { version: handler("1") } });
  writeFileSync(join(root, "environments", "qa.ts"), environment);
  first = initialize(root);
  loopback = await startProjectLoopback(root, {});
  await run("apply", "qa", "--yes");
}, 600_000);

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

it("goes back to the commit that was deployed before, and leaves nothing to change for that commit", async () => {
  const refused = await featheredge(["rollback", "qa", "--loopback", "--yes"], { cwd: root });
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("has no deployment of another commit"),
  });
  writeFileSync(join(root, "edge-handlers/version/handler.ts"), handler("2"));
  const second = commitAll(root, "Change the version");
  await run("apply", "qa", "--yes");
  expect(await version()).toBe("2");
  expect(await record()).toMatchObject({ rollback: first, deployments: [{ commit: second }, { commit: first }] });

  const { stderr } = await run("rollback", "qa", "--yes");
  expect(stderr).toContain(`Going back to ${first}`);
  expect(await version()).toBe("1");
  expect(await record()).toMatchObject({ deployments: [{ commit: first, rollback: true, status: "applied" }, {}, {}] });
  await run("verify", "qa", "--commit", first);

  // The checkout is still at the second commit, which is planned as usual.
  expect(await plannedChanges(root, "qa")).not.toEqual([noChanges]);
  await run("apply", "qa", "--yes");
  expect(await version()).toBe("2");
}, 900_000);
