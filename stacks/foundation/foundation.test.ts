import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { api as apiKind } from "../api/index.ts";
import { distribution } from "../distribution/index.ts";
import { synthesized } from "../testing/synthesized.ts";
import { foundation } from "./index.ts";

const github = { repository: "example/site" };
const shop = {
  comment: "Shop",
  origins: { pages: { type: "static" } },
  defaultBehavior: { origin: "pages" },
} as const;
const apis = { orders: { source: "orders.ts" } };

const made = (entries: Partial<EnvironmentInput>) => synthesized(foundation, { distributions: { shop }, ...entries });

describe("a foundation", () => {
  it("is a stack that only 'bootstrap' applies, without a diagnostic", () => {
    const { identity, diagnostics } = made({ foundation: { github } });
    expect(identity).toEqual({ kind: "foundation", environment: "test", name: "foundation", appliedBy: "bootstrap" });
    expect(diagnostics).toEqual([]);
  });

  it("has the bucket of the environment's states, and without more options nothing else", () => {
    const { hcl } = made({ foundation: {} });
    expect(hcl).toContain('bucket = "states"');
    expect(hcl).not.toContain("aws_iam_role");
    expect(hcl).not.toContain("aws_budgets_budget");
  });

  it("binds each role to its GitHub environments", () => {
    const { hcl } = made({ foundation: { github } });
    expect(hcl).toContain('values   = ["repo:example/site:environment:test-plan"]');
    expect(hcl).toContain('values   = ["repo:example/site:environment:test"]');
    expect(hcl).toContain('values   = ["repo:example/site:environment:test-prune"]');
  });

  it("uses a provider that exists, if the environment says so", () => {
    const { hcl } = made({ foundation: { github: { ...github, oidcProvider: "existing" } } });
    expect(hcl).not.toContain("aws_iam_openid_connect_provider");
    expect(hcl).toContain("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
  });

  it("lists the ids by which a killed bootstrap's resources are imported", () => {
    const { files } = made({ foundation: { github, budget: { limitUsd: 10, emails: ["a@example.com"] } } });
    const ids = JSON.parse(new TextDecoder().decode(files.get("import-ids.json") as Uint8Array));
    expect(ids).toMatchObject({
      "aws_s3_bucket.state": "states",
      "aws_iam_role.deploy_apply": "featheredge-test-apply",
      "aws_iam_policy.deploy_boundary": "arn:aws:iam::123456789012:policy/featheredge/featheredge-test-boundary",
      "aws_budgets_budget.budget": "123456789012:featheredge-test",
    });
  });

  it("lists what the roles' policies allow, for a plan to compare it with what they allow in AWS", () => {
    const { files } = made({ foundation: { github } });
    const permissions = JSON.parse(new TextDecoder().decode(files.get("permissions.json") as Uint8Array));
    expect(Object.keys(permissions)).toEqual([
      "featheredge-test-plan",
      "featheredge-test-apply",
      "featheredge-test-prune",
    ]);
    expect(permissions["featheredge-test-plan"]).toContainEqual({
      actions: ["s3:ListBucket"],
      resources: ["arn:aws:s3:::states"],
    });
  });

  it("makes a role for each environment with names in the account's zones", () => {
    const dnsRoles = {
      prod: { account: "222222222222", zoneIds: ["Z0123456789ABCDEFGHIJ"], recordNames: ["www.example.com"] },
    };
    const { hcl } = made({ distributions: {}, foundation: { dnsRoles } });
    expect(hcl).toContain("route53:ChangeResourceRecordSetsNormalizedRecordNames");
    expect(hcl).toContain('"arn:aws:iam::222222222222:role/featheredge/featheredge-prod-apply"');
    expect(hcl).toContain('output "dns_role_prod"');
  });

  it("needs a state in S3", () => {
    expect(() => made({ state: { type: "local" }, foundation: {} })).toThrow("needs a state in S3");
  });
});

describe("the other stacks of an environment with a foundation", () => {
  it("give their roles the boundary", () => {
    const root = mkdtempSync(join(tmpdir(), "foundation-"));
    writeFileSync(join(root, "orders.ts"), "export const handler = async () => ({ statusCode: 200 });\n");
    const kinds = { apis, distributions: {} };
    const api = synthesized(apiKind, { ...kinds, foundation: { github } }, root).hcl;
    expect(api).toContain('"arn:aws:iam::123456789012:policy/featheredge/featheredge-test-boundary"');
    expect(synthesized(apiKind, kinds, root).hcl).not.toContain("permissions_boundary");
    rmSync(root, { recursive: true });
  });

  it("lock their states by the foundation's table, too", () => {
    const { hcl } = synthesized(distribution, {
      distributions: { shop },
      foundation: { stateBucket: { lockTable: "locks" } },
    });
    expect(hcl).toMatch(/dynamodb_table = "locks"[\s\S]*use_lockfile += true/);
  });
});
