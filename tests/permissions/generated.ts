import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import { dataSourcesOf } from "@featheredge/synth";
import { App } from "cdktf";
import { checkEnvironment } from "#environments";
import { buildInput, stackKinds } from "#stacks/index.ts";
import { createStacks } from "#stacks/synthesis/create-stacks.ts";
import { environment, environmentAt, fixtureSite, writeStep } from "./fixture-site.ts";
import type { Role } from "./simulate.ts";

/** A statement in Terraform's `aws_iam_policy_document`. */
interface DocumentStatement {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** The policies that the foundation of the fixture's environment has, when the environment has everything. */
export async function generatedRoles(): Promise<{
  readonly plan: Role;
  readonly apply: Role;
  readonly prune: Role;
  readonly boundary: Role;
}> {
  const root = fixtureSite();
  const output = mkdtempSync(join(tmpdir(), "featheredge-permissions-"));
  try {
    writeStep(root, "first");
    const checked = checkEnvironment(environment, environmentAt("first"));
    const build = await buildEnvironment(buildInput(environment, checked, root));
    const app = new App({ outdir: output, stackTraces: false });
    const { stacks, diagnostics } = createStacks(
      app,
      stackKinds,
      [{ name: environment, environment: checked, build }],
      root,
    );
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const foundation = stacks.find(({ stack }) => stack.identity.kind === "foundation");
    if (foundation === undefined) throw new Error("The fixture's environment has no foundation.");
    const documents = dataSourcesOf(foundation.stack).filter(({ type }) => type === "aws_iam_policy_document");
    const role = (name: string, part: RegExp): Role => ({
      name: `featheredge-${environment}-${name}`,
      policies: documents
        .filter(({ address }) => part.test(address))
        .map(({ values }) => policyOf(values.statement as readonly DocumentStatement[])),
    });
    return {
      plan: role("plan", /\.deploy_plan_permissions/),
      apply: role("apply", /\.deploy_apply_permissions/),
      prune: role("prune", /\.deploy_prune_permissions/),
      boundary: role("boundary", /\.deploy_boundary_policy/),
    };
  } finally {
    rmSync(root, { recursive: true });
    rmSync(output, { recursive: true });
  }
}

function policyOf(statements: readonly DocumentStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", actions, resources, condition = [] }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(condition.length === 0 ? {} : { Condition: conditionsOf(condition) }),
    })),
  };
}

function conditionsOf(conditions: NonNullable<DocumentStatement["condition"]>): object {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) block[test] = { ...block[test], [variable]: values };
  return block;
}
