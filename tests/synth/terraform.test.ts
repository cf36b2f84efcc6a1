import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findTerraform, terraformEnvironment } from "@featheredge/cli/terraform";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceEnvironments } from "#fixtures/reference-site.ts";
import { run, synthesize } from "./app.ts";
import { checkout, repository, temporaryFolder } from "./checkout.ts";

const folder = temporaryFolder();
const root = join(folder, "repository");
const output = join(folder, "output");
const stacks = referenceEnvironments.map((name) => `site-${name}`);
const directory = (stack: string) => join(output, "stacks", stack);
const configuration = (stack: string) => readFileSync(join(directory(stack), "cdk.tf"), "utf8");
let terraform: (stack: string, ...args: string[]) => ReturnType<typeof run>;
let installed: string | undefined;

/**
 * Installs the provider for one stack and links it into the others, whose lock files it is held to by their own
 * validation: `init` reads all its hundreds of megabytes once more.
 */
async function installProvider(stack: string) {
  if (installed === undefined) {
    const init = await terraform(stack, "init", "-backend=false", "-lockfile=readonly", "-input=false", "-no-color");
    expect(init, init.stderr).toMatchObject({ exitCode: 0 });
    installed = join(directory(stack), ".terraform");
  } else symlinkSync(installed, join(directory(stack), ".terraform"));
}

beforeAll(async () => {
  // Without terraform, or without the provider, these tests fail: nothing here is worth claiming unseen.
  const { path } = await findTerraform(process.env);
  const { variables } = await terraformEnvironment({ root: repository, env: process.env, providerVersion: "5.100.0" });
  terraform = (stack, ...args) => run([path, ...args], directory(stack), variables);
  await synthesize(checkout(root), { CDKTF_OUTDIR: output, FEATHEREDGE_ENVIRONMENTS: undefined });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the synthesized HCL", () => {
  it("is one stack per environment", () => {
    expect(readdirSync(join(output, "stacks")).sort()).toEqual([...stacks].sort());
  });

  describe.each(stacks)("of %s", (stack) => {
    it("is what terraform fmt makes of it", async () => {
      expect(await terraform(stack, "fmt", "-check", "-diff", "-recursive")).toEqual({
        exitCode: 0,
        stdout: "",
        stderr: "",
      });
    });

    it("is valid, without a warning, with the provider that its lock file names", async () => {
      await installProvider(stack);
      const { stdout } = await terraform(stack, "validate", "-json");
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, warning_count: 0, diagnostics: [] });
    });

    it("has functions of both runtimes on its behaviors, each by the ARN that AWS wants", () => {
      const associations = (kind: string) =>
        [...configuration(stack).matchAll(new RegExp(`\\n    ${kind} \\{\\n([^}]*)\\}`, "g"))].map(([, body]) => body);
      expect(associations("function_association")).toHaveLength(3);
      for (const body of associations("function_association")) {
        expect(body).toMatch(/function_arn = aws_cloudfront_function\.\w+\.arn\n/);
      }
      expect(associations("lambda_function_association")).toHaveLength(2);
      for (const body of associations("lambda_function_association")) {
        expect(body).toMatch(/lambda_arn += aws_lambda_function\.\w+\.qualified_arn\n/);
      }
    });

    it("has no value of one machine, and no setting that weakens the provider", () => {
      expect(configuration(stack)).not.toMatch(
        /endpoint|skip_(?!destroy)|insecure|access_key|profile|required_version/,
      );
      expect(configuration(stack)).not.toContain(repository);
      expect(configuration(stack)).not.toContain(folder);
    });

    it("names every file that it reads, and has no other function", () => {
      const named = [...configuration(stack).matchAll(/\$\{path\.module\}\/functions\/([\w.-]+)/g)].map(
        ([, file]) => file,
      );
      expect(readdirSync(join(directory(stack), "functions")).sort()).toEqual([...named].sort());
    });
  });

  it("guards each environment's account, and protects production", () => {
    expect(configuration("site-prod").match(/allowed_account_ids = \["123456789012"\]/g)).toHaveLength(2);
    expect(configuration("site-prod").match(/prevent_destroy += true/g)).toHaveLength(2);
    expect(configuration("site-dev")).not.toContain("prevent_destroy");
  });

  it("lets the function of an environment whose tokens are signed by a secret read that secret, and no other", () => {
    expect(configuration("site-local")).toContain(
      'resources = ["arn:aws:ssm:us-east-1:000000000000:parameter/site/local/members-auth/secret"]',
    );
    expect(configuration("site-prod")).not.toContain("ssm:");
  });
});
