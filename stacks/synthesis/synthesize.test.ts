import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeDiagnostic } from "@featheredge/diagnostics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Environment } from "#environments";
import { makeReferenceProject, referenceEnvironment, referenceEnvironments } from "#fixtures/reference-site.ts";
import { type SynthesisInput, stackKinds, synthesize } from "../index.ts";
import { testBuild } from "../testing/build.ts";

let root: string;
let folder: string;
let outputDirectory: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "synthesis-"));
  root = makeReferenceProject(join(folder, "project"));
  outputDirectory = join(folder, "out");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function input(name: string, change: (environment: Environment) => Environment = (same) => same) {
  const environment = change(await referenceEnvironment(name));
  return { name, environment, build: testBuild(name, environment, join(folder, "build", name)) };
}

function run(...inputs: SynthesisInput[]) {
  return synthesize(inputs, { kinds: stackKinds, root, outputDirectory, environmentNames: referenceEnvironments });
}

const inStack = (stack: string, ...path: string[]) => join(outputDirectory, "stacks", stack, ...path);
const hcl = (stack: string) => readFileSync(inStack(stack, "cdk.tf"), "utf8");

/** The environment's site with some properties changed. */
function withSite(changes: Partial<Environment["distributions"][string]>) {
  return (environment: Environment): Environment => {
    const { site } = environment.distributions;
    if (site === undefined) throw new Error("The environment has no site.");
    return { ...environment, distributions: { site: { ...site, ...changes } } };
  };
}

describe("a synthesis", () => {
  it("fills a KeyValueStore from a file that people can read", async () => {
    const reading = await input("prod");
    const store = {
      distribution: "site",
      file: "initial-entries/site.json",
      entries: 1,
      bytes: 6,
      parameter: "/kvs/site",
      keys: { k: "handlers.redirects.config.rules" },
    };
    const artifact = reading.build.functions.find(({ name }) => name === "redirects-country-router");
    if (artifact === undefined) throw new Error("The site has lost its redirects.");
    Object.assign(artifact, { keyValueStore: { entries: 1 } });
    mkdirSync(join(reading.build.directory, "initial-entries"));
    writeFileSync(join(reading.build.directory, store.file), '[{ "key": "on", "value": "true" }]');
    run({ ...reading, build: { ...reading.build, stores: [store] } });
    expect(readFileSync(inStack("site-prod", "key-value-store.json"), "utf8")).toContain('"on"');
    expect(hcl("site-prod")).toContain(`
  dynamic "resource_key_value_pair" {
    for_each = jsondecode(file("\${path.module}/key-value-store.json"))

    content {
      key   = resource_key_value_pair.value.key
      value = resource_key_value_pair.value.value
    }
  }
`);
    expect(hcl("site-prod")).toContain("key_value_store_associations = [aws_cloudfront_key_value_store.site.arn]");
  });

  it("writes a folder for each distribution of each environment, complete for Terraform", async () => {
    const stacks = run(await input("dev"), await input("prod"));
    expect(stacks).toEqual([
      {
        name: "site-dev",
        identity: { kind: "distribution", environment: "dev", name: "site" },
        directory: inStack("site-dev"),
      },
      {
        name: "site-prod",
        identity: { kind: "distribution", environment: "prod", name: "site" },
        directory: inStack("site-prod"),
      },
    ]);
    expect(readdirSync(inStack("site-prod")).sort()).toEqual([
      ".terraform.lock.hcl",
      "cdk.tf",
      "content",
      "functions",
      "metadata.json",
    ]);
    expect(existsSync(inStack("site-prod", "content", "pages", "ja", "about", "index.html"))).toBe(true);
    expect(readdirSync(inStack("site-prod", "functions"))).toContain("redirects-country-router.js");
    expect(readdirSync(outputDirectory).sort()).toEqual(["manifest.json", "stacks"]);
  });

  it("lists the stacks for cdktf's own commands", async () => {
    run(await input("dev"));
    const { stacks } = JSON.parse(readFileSync(join(outputDirectory, "manifest.json"), "utf8"));
    expect(stacks["site-dev"]).toMatchObject({ synthesizedStackPath: "stacks/site-dev/cdk.tf" });
    const metadata = JSON.parse(readFileSync(inStack("site-dev", "metadata.json"), "utf8"));
    expect(metadata["//"].metadata).toMatchObject({ stackName: "site-dev", backend: "s3" });
  });

  it("gives each stack its own state: locked in S3, or in the stack's folder", async () => {
    run(await input("local"), await input("prod"));
    expect(hcl("site-local")).toContain('  backend "local" {\n    path = "terraform.tfstate"\n  }');
    expect(hcl("site-prod")).toContain(`  backend "s3" {
    bucket       = "example-terraform-state-123456789012"
    key          = "site-prod/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }`);
  });

  it("names the resources by their construct ids, without a hash", async () => {
    run(await input("prod"));
    for (const address of [
      'resource "aws_cloudfront_distribution" "site"',
      'resource "aws_s3_bucket" "pages"',
      'resource "aws_cloudfront_function" "redirects_country_router"',
      'resource "aws_iam_role" "members_auth_lambda_role"',
    ]) {
      expect(hcl("site-prod")).toContain(`${address} {`);
    }
  });

  it("keeps logs of Lambda@Edge in us-east-1 and in the home region, which may be the same", async () => {
    run(await input("local"), await input("prod"));
    const groups = (stack: string) => hcl(stack).match(/name += "\/aws\/lambda\/us-east-1\./g)?.length;
    expect(groups("site-prod")).toBe(4);
    expect(groups("site-local")).toBe(2);
  });

  it("writes an environment's texts literally, such as tags in upper case and text that looks like a template", async () => {
    const change = (environment: Environment): Environment => ({
      ...withSite({ comment: "costs ${n} 100%{x}" })(environment),
      tags: { CostCenter: 'a "b" ${c}' },
    });
    run(await input("dev", change));
    expect(hcl("site-dev")).toContain('"costs $${n} 100%%{x}"');
    expect(hcl("site-dev")).toMatch(/CostCenter += "a \\"b\\" \$\$\{c\}"/);
  });

  it("tags every resource with its environment and stack", async () => {
    run(await input("prod"));
    expect(hcl("site-prod").match(/featheredge-environment = "prod"/g)).toHaveLength(2);
    expect(hcl("site-prod").match(/featheredge-stack += "site-prod"/g)).toHaveLength(2);
  });

  it("replaces the files that an earlier one wrote, and keeps Terraform's own files", async () => {
    run(await input("dev"));
    writeFileSync(inStack("site-dev", "cdk.tf.json"), "{}");
    writeFileSync(inStack("site-dev", "functions", "gone.js"), "");
    writeFileSync(inStack("site-dev", "terraform.tfstate"), "state");
    mkdirSync(inStack("site-dev", ".terraform"));
    run(await input("dev"));
    expect(readdirSync(inStack("site-dev")).sort()).toEqual([
      ".terraform",
      ".terraform.lock.hcl",
      "cdk.tf",
      "content",
      "functions",
      "metadata.json",
      "terraform.tfstate",
    ]);
    expect(readdirSync(inStack("site-dev", "functions"))).not.toContain("gone.js");
  });

  it("replaces the folders of the distributions that share a stack, and deletes that of one that is gone", async () => {
    const both = ({ distributions: { site } }: Environment) => {
      if (site === undefined) throw new Error("The environment has no site.");
      return { one: { ...site, stack: "sites", aliases: [] }, two: { ...site, stack: "sites", aliases: [] } };
    };
    const shared = (environment: Environment) => ({ ...environment, distributions: both(environment) });
    run(await input("dev", shared));
    run(await input("dev", shared));
    expect(existsSync(inStack("sites-dev", "two", "content", "pages", "robots.txt"))).toBe(true);
    run(await input("dev", (environment) => ({ ...environment, distributions: { one: both(environment).one } })));
    expect(readdirSync(inStack("sites-dev"))).toContain("one");
    expect(readdirSync(inStack("sites-dev"))).not.toContain("two");
  });

  it("writes the stack's identity, and the key that each resource has in the environment, to its folder", async () => {
    run(await input("dev"));
    const metadata = JSON.parse(readFileSync(inStack("site-dev", "metadata.json"), "utf8"));
    expect(metadata["//"].featheredge).toEqual({
      kind: "distribution",
      environment: "dev",
      name: "site",
      keys: {
        "aws_cloudfront_distribution.site": "distributions.site",
        "aws_cloudfront_function.redirects_country_router": "distributions.site.defaultBehavior.viewerRequest",
        "aws_cloudfront_function.security_headers": "distributions.site.defaultBehavior.viewerResponse",
        "aws_lambda_function.members_auth_lambda": "distributions.site.behaviors[1].viewerRequest",
        "aws_lambda_function.security_headers_lambda": "distributions.site.behaviors[1].viewerResponse",
      },
    });
  });
});

describe("a stack whose configuration is gone", () => {
  const warnings: string[] = [];
  const runWarning = (...inputs: SynthesisInput[]) => {
    warnings.length = 0;
    return synthesize(inputs, {
      kinds: stackKinds,
      root,
      outputDirectory,
      environmentNames: referenceEnvironments,
      warn: (warning) => warnings.push(describeDiagnostic(warning)),
    });
  };
  const renamed = (environment: Environment): Environment => {
    const { site } = environment.distributions;
    return { ...environment, distributions: site === undefined ? {} : { shop: site } };
  };
  // Of the loopback's account, whose state may be local without a warning.
  const local = (environment: Environment): Environment => ({
    ...environment,
    account: "000000000000",
    state: { type: "local" },
  });
  const localRenamed = (environment: Environment) => local(renamed(environment));

  it("is reported with what to run, and its folder is kept as it is: a state in S3 may name its resources", async () => {
    run(await input("dev"));
    const before = readdirSync(inStack("site-dev"), { recursive: true });
    runWarning(await input("dev", renamed));
    expect(readdirSync(inStack("site-dev"), { recursive: true })).toEqual(before);
    expect(warnings).toEqual([
      expect.stringMatching(/^site-dev: environments\/dev\.ts no longer has it, .*'featheredge destroy dev site-dev'/),
    ]);
    runWarning(await input("prod"));
    expect(warnings).toEqual([]);
  });

  it("is kept and reported while its local state names a resource, and deleted when it names none", async () => {
    run(await input("dev", local));
    writeFileSync(inStack("site-dev", "terraform.tfstate"), JSON.stringify({ resources: [{ type: "aws_s3_bucket" }] }));
    runWarning(await input("dev", localRenamed));
    expect(existsSync(inStack("site-dev", "cdk.tf"))).toBe(true);
    expect(warnings).toHaveLength(1);
    writeFileSync(inStack("site-dev", "terraform.tfstate"), JSON.stringify({ resources: [] }));
    runWarning(await input("dev", localRenamed));
    expect(existsSync(inStack("site-dev"))).toBe(false);
    expect(warnings).toEqual([]);
  });

  it("is distinguished from another environment's stack whose name ends alike, by its folder's metadata", async () => {
    const dev = await input("dev", renamed);
    synthesize([{ ...(await input("dev")), name: "eu-dev" }], {
      kinds: stackKinds,
      root,
      outputDirectory,
      environmentNames: ["dev", "eu-dev"],
    });
    synthesize([dev], {
      kinds: stackKinds,
      root,
      outputDirectory,
      environmentNames: ["dev", "eu-dev"],
      warn: (warning) => warnings.push(describeDiagnostic(warning)),
    });
    expect(readdirSync(inStack("")).sort()).toEqual(["shop-dev", "site-eu-dev"]);
    expect(warnings).toEqual([]);
  });

  it("is gone in a folder without an identity, too, once all environments are synthesized without it", async () => {
    for (const stack of ["shop-dev", "old-canary"]) mkdirSync(inStack(stack), { recursive: true });
    run(await input("dev"));
    expect(readdirSync(inStack("")).sort()).toEqual(["old-canary", "shop-dev", "site-dev"]);
    run(...(await Promise.all(referenceEnvironments.map((name) => input(name)))));
    expect(readdirSync(inStack("")).filter((name) => !name.startsWith("site-"))).toEqual([]);
  });

  it("is kept in a folder without an identity that has a local state, even an unreadable one", async () => {
    mkdirSync(inStack("shop-dev", ".terraform"), { recursive: true });
    writeFileSync(inStack("shop-dev", "terraform.tfstate"), "state");
    writeFileSync(inStack("shop-dev", "cdk.tf"), "");
    runWarning(...(await Promise.all(referenceEnvironments.map((name) => input(name)))));
    expect(readdirSync(inStack("shop-dev")).sort()).toEqual([".terraform", "cdk.tf", "terraform.tfstate"]);
    expect(warnings).toEqual([expect.stringContaining("shop-dev: ")]);
  });

  it("is reported when its environment is gone, too", async () => {
    synthesize([{ ...(await input("dev")), name: "qa" }], {
      kinds: stackKinds,
      root,
      outputDirectory,
      environmentNames: ["qa"],
    });
    runWarning(...(await Promise.all(referenceEnvironments.map((name) => input(name)))));
    expect(warnings).toEqual([expect.stringContaining("site-qa: ")]);
  });
});

describe("a synthesis that fails", () => {
  it("names the file and key of every mistake in every environment, and writes nothing", async () => {
    const wrong = withSite({ aliases: ["a.example.com", "a.example.com"] });
    const inputs = [await input("dev", wrong), await input("prod", wrong)];
    expect(() => run(...inputs)).toThrow(
      /^environments\/dev\.ts: distributions\.site\.aliases: .*\n\nenvironments\/prod\.ts: distributions\.site\.aliases: /,
    );
    expect(existsSync(outputDirectory)).toBe(false);
  });

  it("counts against the quota that AWS has granted the account, as the environment states it", async () => {
    const granted = await input("prod", (same) => ({ ...same, grantedQuotas: { "CloudFront Functions": 1 } }));
    expect(() => run(granted)).toThrow(/ CloudFront Functions; AWS takes 1 an account\./);
  });

  it("names an alias that two environments use", async () => {
    const inputs = [await input("dev"), await input("prod", withSite({ aliases: ["dev.example.com"] }))];
    expect(() => run(...inputs)).toThrow(
      "environments/prod.ts: distributions.site.aliases: The alias 'dev.example.com' is taken by environments/dev.ts: distributions.site;",
    );
    expect(existsSync(outputDirectory)).toBe(false);
  });

  it("checks the very functions and entries that it would write against AWS's quotas", async () => {
    const wrong = await input("prod");
    const store = {
      distribution: "site",
      file: "initial-entries/site.json",
      entries: 1,
      bytes: 6,
      parameter: "/kvs/site",
      keys: { k: "handlers.redirects.config.rules" },
    };
    mkdirSync(join(wrong.build.directory, "initial-entries"));
    writeFileSync(join(wrong.build.directory, store.file), JSON.stringify([{ key: "k", value: "v".repeat(1_025) }]));
    writeFileSync(join(wrong.build.directory, "functions", "redirects-country-router.js"), "a".repeat(10_241));
    const build = { ...wrong.build, stores: [store] };
    const synthesizing = () => run({ ...wrong, build });
    expect(synthesizing).toThrow(
      "edge-handlers/redirects/handler.ts, edge-handlers/country-router/handler.ts: The function prod-site-redirects-country-router has 10241 bytes",
    );
    expect(synthesizing).toThrow("environments/prod.ts: handlers.redirects.config.rules: The value of 'k' has 1025 B");
    expect(existsSync(outputDirectory)).toBe(false);
  });

  it("names a content folder that does not exist", async () => {
    const wrong = await input("dev", withSite({ origins: { pages: { type: "static", content: "stacks/nowhere" } } }));
    expect(() => run(wrong)).toThrow(
      "environments/dev.ts: distributions.site.origins.pages.content: The folder 'stacks/nowhere' does not exist in the repository.",
    );
    expect(existsSync(outputDirectory)).toBe(false);
  });

  it("leaves the output of an earlier one as it was", async () => {
    run(await input("dev"));
    const before = hcl("site-dev");
    const wrong = await input("dev", withSite({ comment: "changed", aliases: ["a.example.com", "a.example.com"] }));
    expect(() => run(wrong)).toThrow("is listed twice");
    expect(hcl("site-dev")).toBe(before);
    expect(readdirSync(outputDirectory).sort()).toEqual(["manifest.json", "stacks"]);
  });
});
