import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import type { App } from "cdktf";
import { environmentFile } from "#environments";
import { Budget } from "#modules/budget/index.ts";
import {
  boundaryArn,
  DeployRoles,
  type DeployScope,
  DnsRoles,
  type Statement,
  typesWithoutPermissions,
} from "#modules/deploy-roles/index.ts";
import { StateBucket } from "#modules/state-bucket/index.ts";
import { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { literals } from "../literals.ts";
import { deployedResources, roleActions } from "./contents.ts";

/** The name of a foundation's entry: an environment has one at most. */
export const foundationId = "foundation";

/** The foundation of an environment's account. */
export class FoundationStack extends EnvironmentStack {
  /** The statements of the policies of the workflows' roles, by the role's name. */
  readonly roleStatements: Readonly<Record<string, readonly Statement[]>>;

  /** @throws DiagnosticError when a stack has a resource whose permissions are unknown */
  constructor(app: App, id: string, input: StackInput) {
    const { name, environment } = input;
    super(app, { kind: "foundation", id, name, environment, appliedBy: "bootstrap" });
    const { foundation, state } = environment;
    if (foundation === undefined || state.type !== "s3")
      throw new Error(`The environment '${name}' has no foundation.`);
    const { github, budget, dnsRoles } = literals(foundation);
    new StateBucket(this, "state", { bucket: state.bucket, ...foundation.stateBucket });
    this.output("state_bucket", state.bucket, "The bucket with the states of the environment's stacks.");
    if (github !== undefined) {
      const { arns, statements } = new DeployRoles(this, "deploy", { ...github, scope: deployScope(this, input) });
      for (const [variable, arn] of Object.entries(arns)) {
        this.output(variable.toLowerCase(), arn, `For GitHub Actions' variable ${variable}.`);
      }
      this.roleStatements = statements;
    } else this.roleStatements = {};
    if (budget !== undefined) new Budget(this, "budget", { name: `featheredge-${name}`, ...budget });
    if (Object.keys(dnsRoles).length > 0) {
      const { arns } = new DnsRoles(this, "dns", { roles: dnsRoles });
      for (const [other, arn] of Object.entries(arns)) {
        this.output(`dns_role_${other.replaceAll("-", "_")}`, arn, `For dns.assumeRole.roleArn of ${other}.`);
      }
    }
  }
}

/** The scope of the environment's roles. Roles of the stacks get the boundary that the apply role must give them. */
function deployScope(stack: FoundationStack, { name, environment, stacksSoFar }: StackInput): DeployScope {
  const { account, region, state, foundation, dns } = environment;
  if (foundation === undefined || state.type !== "s3") throw new Error(`The environment '${name}' has no foundation.`);
  const others = stacksSoFar().map((created) => created.stack);
  const scope: DeployScope = {
    account,
    environment: name,
    region,
    stateBucket: state.bucket,
    stateRegion: state.region,
    lockTable: foundation.stateBucket.lockTable,
    foundationStack: stack.node.id,
    dnsRole: dns?.assumeRole?.roleArn,
    resources: others.flatMap((other) => deployedResources(other, region)),
    previewStacks: others.filter(({ identity }) => identity.kind === "preview").map(({ node }) => node.id),
    permissions: foundation.permissions,
    roleActions: others.flatMap(roleActions),
  };
  checkPermissions(scope);
  for (const role of others.flatMap((other) => other.node.findAll())) {
    if (role instanceof IamRole) role.permissionsBoundary = boundaryArn(scope);
  }
  return scope;
}

function checkPermissions(scope: DeployScope): void {
  const unknown = typesWithoutPermissions(scope);
  if (unknown.length === 0) return;
  throw new DiagnosticError(
    unknown.map((type) =>
      diagnose("FE-ENV-024", {
        at: { file: environmentFile(scope.environment), key: `foundation.permissions.${type}` },
        message: `is missing: the stacks have resources of the type ${type}, and the roles must be allowed to deploy them.`,
        fix: "Add { read: [actions], write: [actions], resources: [ARNs] }.",
      }),
    ),
  );
}
