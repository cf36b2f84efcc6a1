import { rmSync } from "node:fs";
import { buildEnvironment } from "@featheredge/compiler";
import { checkEnvironment } from "#environments";
import { buildInput } from "#stacks/index.ts";
import { foundationDocuments } from "#stacks/testing/policy-documents.ts";
import { environment, environmentAt, fixtureSite, foundation, type Step, writeStep } from "./fixture-site.ts";
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

/** The policies that the foundation of the fixture's environment has at a step. */
export async function generatedRoles(step: Step = "everything"): Promise<{
  readonly plan: Role;
  readonly apply: Role;
  readonly prune: Role;
  readonly preview: Role;
  readonly boundary: Role;
}> {
  const root = fixtureSite();
  try {
    writeStep(root, step);
    const checked = checkEnvironment(environment, { ...environmentAt(step), foundation });
    const build = await buildEnvironment(buildInput(environment, checked, root));
    const documents = foundationDocuments({ name: environment, environment: checked, build }, root);
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
      preview: role("preview", /\.deploy_preview_permissions/),
      boundary: role("boundary", /\.deploy_boundary_policy/),
    };
  } finally {
    rmSync(root, { recursive: true });
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
