import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workspace } from "./testing/workspace.ts";

const workspaces: Workspace[] = [];
afterAll(() => {
  for (const workspace of workspaces) workspace.remove();
});

/** A site whose functions hold the SDK, a secret and a package in CommonJS form, in both runtimes. */
function site(): Workspace {
  const workspace = new Workspace()
    .write(
      "router/handler.ts",
      `import { onViewerRequest } from "@featheredge/edge-sdk";
import { upper } from "./upper.ts";
export default onViewerRequest((request) => request.viewer.country === "ES" ? request.rewrite(upper("/es/")) : request);
`,
    )
    .write(
      "router/upper.ts",
      `import { up } from "shouting";\nexport const upper = (text: string): string => up(text);\n`,
    )
    .write(
      "headers/handler.ts",
      `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse((response) => { response.headers.set("x-a", "1"); return response; });
`,
    )
    .write(
      "auth/config.ts",
      `import { z } from "zod"; export const config = z.strictObject({ parameter: z.string() });\n`,
    )
    .write(
      "auth/handler.ts",
      `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import { verifyHs256 } from "@featheredge/edge-sdk/jwt";
import { secret } from "@featheredge/edge-sdk/secrets";
import { up } from "shouting";
export default onViewerRequest<any>(async (request, { config }) => {
  const claims = verifyHs256(request.path, await secret(config.parameter), { issuer: up("i"), audience: "a", now: 0 } as never);
  return claims ? request : respond(401);
});
`,
    );
  workspaces.push(workspace);
  return workspace;
}

/** The test's packages, linked one by one, with `shouting` in another folder. */
function install(workspace: Workspace, shouting: string): string {
  const modules = workspace.path("node_modules");
  const installed = realpathSync(modules);
  rmSync(modules);
  mkdirSync(path.join(modules, "@featheredge"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== "@featheredge") symlinkSync(path.join(installed, name), path.join(modules, name));
  }
  for (const name of readdirSync(path.join(installed, "@featheredge"))) {
    symlinkSync(realpathSync(path.join(installed, "@featheredge", name)), path.join(modules, "@featheredge", name));
  }
  const source = workspace.path(shouting);
  workspace
    .write(`../${shouting}/package.json`, `{ "name": "shouting", "version": "1.0.0", "main": "lib/index.js" }`)
    .write(`../${shouting}/lib/index.js`, `const { go } = require("./go");\nexports.up = (text) => go(text);\n`)
    .write(`../${shouting}/lib/go.js`, "exports.go = (text) => text.toUpperCase();\n");
  if (!existsSync(path.join(modules, "shouting"))) symlinkSync(source, path.join(modules, "shouting"));
  return modules;
}

/** Copies what a build runs from, so that the compiler and the SDK lie there. */
function copyPackages(modules: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const name of ["aws-rules", "compiler", "edge-sdk", "runtimes"]) {
    const link = path.join(modules, "@featheredge", name);
    const source = realpathSync(link);
    rmSync(link);
    cpSync(source, path.join(to, name), { recursive: true, filter: (file) => !file.endsWith("node_modules") });
    if (!existsSync(link)) symlinkSync(path.join(to, name), link);
  }
  return path.join(to, "compiler", "src", "testing", "build-site.ts");
}

const here = fileURLToPath(new URL("./testing/build-site.ts", import.meta.url));

/** Builds in another process, and returns each file that it wrote with its hash. */
async function built(workspace: Workspace, script: string, variables: NodeJS.ProcessEnv = {}, umask = "022") {
  const tsx = import.meta.resolve("tsx");
  const { stdout } = await promisify(execFile)(
    "sh",
    ["-c", `umask ${umask}; exec "$0" "$@"`, process.execPath, "--import", tsx, script, workspace.directory],
    { env: { ...process.env, LC_ALL: "C", ...variables } },
  );
  return stdout;
}

describe("two builds of the same handlers", () => {
  let expected: string;
  beforeAll(async () => {
    const workspace = site();
    install(workspace, "node_modules/shouting");
    expected = await built(workspace, here, { TZ: "Asia/Kathmandu" }, "077");
    expect(expected).toContain("functions/auth.zip ");
  });

  it("write the same bytes whatever the folder, time zone and umask", async () => {
    const workspace = site();
    install(workspace, "node_modules/shouting");
    expect(await built(workspace, here, { TZ: "America/St_Johns" }, "002")).toBe(expected);
  });

  it("write the same bytes with packages in node_modules and linked from elsewhere", async () => {
    const workspace = site();
    install(workspace, "store/shouting@1.0.0/node_modules/shouting");
    expect(await built(workspace, here)).toBe(expected);
  });

  it("write the same bytes with the workspace's packages copied into node_modules", async () => {
    const workspace = site();
    const modules = install(workspace, "node_modules/shouting");
    const script = copyPackages(modules, path.join(modules, "@featheredge"));
    expect(await built(workspace, script)).toBe(expected);
  });

  it("write the same bytes when packages are found by their links", async () => {
    const workspace = site();
    const modules = install(workspace, "node_modules/shouting");
    const script = copyPackages(modules, workspace.path("packages"));
    const linked = { NODE_PRESERVE_SYMLINKS: "1", NODE_PRESERVE_SYMLINKS_MAIN: "1" };
    expect(await built(workspace, script, linked)).toBe(expected);
  });
});
