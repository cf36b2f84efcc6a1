import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, noChanges, plannedChanges, start, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { ownAccount, projectWith } from "./own-project.ts";
import { descendantsOf, stillRunning } from "./processes.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const account = "111111111111";
const bucket = `state-${account}`;

/** The parts of the environment that a rename changes. */
interface Names {
  readonly handlers: string;
  readonly distributions: string;
  readonly apis?: string;
  readonly stacks?: string;
}

const environment = (state: "s3" | "local", { handlers, distributions, apis = "", stacks = "" }: Names) => `
import type { EnvironmentInput } from "./schema.ts";

const site = {
  comment: "Site",
  waitForDeployment: false,
  origins: { pages: { type: "static", content: "stacks/content/site" } },
} as const;

export default {
  account: "${state === "s3" ? account : ownAccount}",
  region: "eu-west-1",
  state: ${state === "s3" ? `{ type: "s3", bucket: "${bucket}", region: "eu-west-1" }` : '{ type: "local" }'},
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { ${handlers} },
  apis: { ${apis} },
  stacks: { ${stacks} },
  distributions: { ${distributions} },
} satisfies EnvironmentInput;
`;

const handler = (name: string) => `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest<{ readonly text: { get(): Promise<string> } }>(async (_, { config }) =>
  respond(200, \`${name}: \${await config.text.get()}\`));
`;
const config = `import { dynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";
export const config = z.strictObject({ text: dynamic(z.string()) });
`;

/** The ids and names of everything that a rename must keep, as AWS's API lists them. */
const script = `
import boto3, json
cloudfront, s3 = boto3.client("cloudfront"), boto3.client("s3")
items = lambda answer: answer.get("Items", [])
print(json.dumps({
  "distributions": sorted([found["Id"] for found in items(cloudfront.list_distributions()["DistributionList"])]),
  "hosts": sorted([found["DomainName"] for found in items(cloudfront.list_distributions()["DistributionList"])]),
  "functions": sorted([found["Name"] for found in items(cloudfront.list_functions(Stage="LIVE")["FunctionList"])]),
  "stores": sorted([found["ARN"] for found in items(cloudfront.list_key_value_stores()["KeyValueStoreList"])]),
  "access": sorted([found["Id"] for found in items(cloudfront.list_origin_access_controls()["OriginAccessControlList"])]),
  "buckets": sorted([found["Name"] for found in s3.list_buckets()["Buckets"] if not found["Name"].startswith("state-")]),
  "lambdas": sorted([found["FunctionName"] for found in boto3.client("lambda", "eu-west-1").list_functions()["Functions"]]),
}))
`;

describe.each(["s3", "local"] as const)("a rename with the state in %s", (state) => {
  const owner = state === "s3" ? account : ownAccount;
  let root: string;
  let loopback: Loopback;
  let before: unknown;

  beforeAll(async () => {
    root = projectWith({ handlers: { greet: handler("greet"), words: handler("words") } });
    for (const name of ["greet", "words"]) writeFileSync(join(root, "edge-handlers", name, "config.ts"), config);
    writeFileSync(
      join(root, "edge-handlers", "greet", "api.ts"),
      'export const handler = async () => ({ statusCode: 200, body: "api" });\n',
    );
    loopback = await startProjectLoopback(root, {});
  });

  afterAll(async () => {
    await loopback.close();
    rmSync(root, { recursive: true });
  });

  const run = async (...args: string[]) => await succeed(args, { cwd: root });
  const write = (names: Names) => writeFileSync(join(root, "environments", "qa.ts"), environment(state, names));
  const existing = () => awsTools(loopback, owner).python(script);
  const served = async () => {
    const [host = ""] = ((await existing()) as { hosts: string[] }).hosts;
    const port = loopback.edge?.httpPort ?? 0;
    return (await requestEdge({ port, host, path: "/" })).body;
  };
  const states = async () => {
    const all = await loopback.findObjects({ account: owner, suffix: "/terraform.tfstate" });
    return Object.fromEntries(all.map(({ key, text }) => [key, JSON.parse(text).resources.length > 0]));
  };

  const behavior = (name: string) => `{ origin: "pages", viewerProtocolPolicy: "allow-all", viewerRequest: "${name}" }`;
  const entry = (name: string, more = "") => `{ ...site, ${more} defaultBehavior: ${behavior(name)} }`;
  const api = (more = "") => `{ source: "edge-handlers/greet/api.ts", ${more} }`;

  it("begins with a distribution, a handler with dynamic config and an API", async () => {
    write({
      handlers: 'greet: { config: { text: "hello" } }',
      distributions: `site: ${entry("greet")}`,
      apis: `orders: ${api()}`,
    });
    await run("apply", "qa", "--loopback", "--yes");
    await run("kvs", "put", "qa", "site", "greet/text", '"put by hand"', "--loopback");
    before = await existing();
    expect(before).toMatchObject({ distributions: [expect.any(String)], lambdas: ["qa-orders-api"] });
  });

  const renamed: Names = {
    handlers: 'salute: { handler: "greet", renamedFrom: "greet", config: { text: "hello" } }',
    distributions: `shop: ${entry("salute", 'renamedFrom: "site",')}`,
    apis: `sales: ${api('renamedFrom: "orders"')}`,
  };

  it("is shown by a plan, which moves nothing", async () => {
    write(renamed);
    const stored = await states();
    const { stdout, stderr } = await run("plan", "qa", "--loopback", "--json");
    expect(stderr).toContain("shop-qa is site-qa under a new name");
    expect(stderr).not.toContain("FE-STK-006");
    for (const { changes } of JSON.parse(stdout).stacks) expect(changes).toMatchObject({ add: 0, destroy: 0 });
    expect(await states()).toEqual(stored);
    expect(await existing()).toEqual(before);
  });

  it("keeps every id and name in AWS, moves the state, and is done once", async () => {
    const { stderr } = await run("apply", "qa", "--loopback", "--yes");
    expect(stderr).toContain("Renamed site-qa to shop-qa");
    expect(await existing()).toEqual(before);
    expect(await served()).toBe("greet: put by hand");
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges]);
    if (state === "s3") {
      expect(await states()).toEqual({
        "site-qa/terraform.tfstate": false,
        "shop-qa/terraform.tfstate": true,
        "orders-qa/terraform.tfstate": false,
        "sales-qa/terraform.tfstate": true,
      });
    }
  });

  /** True if the state is at a stack's name, while or after it is moved there. */
  const isMovedTo = async (name: string) => {
    if (state === "s3") return (await states())[`${name}/terraform.tfstate`] === true;
    return existsSync(join(root, "cdktf.out", "stacks", name, "terraform.tfstate"));
  };

  it("goes on after it was killed while the state was moved", async () => {
    write({
      ...renamed,
      handlers: 'welcome: { handler: "greet", renamedFrom: ["greet", "salute"], config: { text: "hello" } }',
      distributions: `store: ${entry("welcome", 'renamedFrom: ["site", "shop"],')}`,
    });
    const killed = start(["apply", "qa", "--loopback", "--yes"], { cwd: root });
    while (killed.process.exitCode === null && !(await isMovedTo("store-qa"))) await delay(50);
    expect(killed.process.exitCode).toBeNull();
    const children = await descendantsOf(killed.process.pid ?? 0);
    killed.process.kill("SIGKILL");
    await killed.finished;
    await vi.waitFor(async () => expect(await stillRunning(children)).toEqual([]), { timeout: 30_000 });
    await run("apply", "qa", "--loopback", "--yes");
    expect(await existing()).toEqual(before);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges, noChanges]);
    if (state === "s3") expect(await states()).toMatchObject({ "shop-qa/terraform.tfstate": false });
  });

  /** Locks a state in S3 as a Terraform does that is killed while it writes the state. @returns the lock's id */
  const lockState = async (name: string) => {
    const ID = "6c2a8f31-5d27-3be1-8fd2-1a0c9a5f1e77";
    const info = { ID, Operation: "OperationTypeInvalid", Who: "runner@ci", Created: "2026-11-01T10:00:00Z", Info: "" };
    await awsTools(loopback, owner).python(`
import boto3, json
boto3.client("s3", "eu-west-1").put_object(
    Bucket="${bucket}", Key="${name}/terraform.tfstate.tflock", Body=${JSON.stringify(JSON.stringify(info))})
print(json.dumps({}))
`);
    return ID;
  };

  it("moves back to a name that it had before, once the lock is removed that a killed move has left there", async () => {
    write({
      ...renamed,
      handlers: 'salute: { handler: "greet", renamedFrom: ["greet", "salute", "welcome"], config: { text: "hello" } }',
      distributions: `shop: ${entry("salute", 'renamedFrom: ["site", "shop", "store"],')}`,
    });
    if (state === "s3") {
      const id = await lockState("shop-qa");
      const { exitCode, stderr } = await featheredge(["apply", "qa", "--loopback", "--yes"], { cwd: root });
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("by runner@ci") });
      expect(stderr).toContain("featheredge unlock qa shop-qa");
      const { stdout } = await run("unlock", "qa", "shop", "--loopback", "--lock-id", id);
      expect(stdout).toBe("Removed the lock of shop-qa.\n");
    }
    await run("apply", "qa", "--loopback", "--yes");
    expect(await existing()).toEqual(before);
    expect(await served()).toBe("greet: put by hand");
  });

  it("leaves nothing when all is destroyed", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await leftBehind(loopback, owner)).toEqual(nothing(...(state === "s3" ? [bucket] : [])));
    expect(readFileSync(join(root, "cdktf.out", "manifest.json"), "utf8")).toContain("shop-qa");
  });
});
