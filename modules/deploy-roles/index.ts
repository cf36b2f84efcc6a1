import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { Construct } from "constructs";
import { policyDocumentData } from "./document.ts";
import { type GithubOptions, githubOptions } from "./options.ts";
import {
  applyPolicy,
  boundaryPolicy,
  type DeployScope,
  foundationPath,
  planPolicy,
  previewPolicy,
  prunePolicy,
  roleName,
} from "./policies.ts";
import { dividePolicy, type Statement } from "./statement.ts";

export { DnsRoles } from "./dns-roles.ts";
export { boundaryArn, type DeployScope, typesWithoutPermissions } from "./policies.ts";
export type { DeployedResource } from "./resource-arns.ts";
export type { Statement } from "./statement.ts";

export interface DeployRolesProps extends GithubOptions {
  readonly scope: DeployScope;
}

const tokens = "token.actions.githubusercontent.com";

/**
 * GitHub's OIDC provider, and the roles that workflows of a repository assume to plan, apply, prune and preview one environment. Their
 * policies follow from the resources of the environment's stacks. Each trusts only jobs in its GitHub environments.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class DeployRoles extends Construct {
  /** The ARNs of the roles, by the variable of GitHub Actions that names each. */
  readonly arns: Readonly<Record<"PLAN_ROLE_ARN" | "APPLY_ROLE_ARN" | "PRUNE_ROLE_ARN", string>> & {
    /** Undefined for an environment without previews. */
    readonly PREVIEW_ROLE_ARN?: string;
  };
  /** The statements of each role's policies, by the role's name. */
  readonly statements: Readonly<Record<string, readonly Statement[]>>;

  /** @throws ZodError when an option has a wrong form */
  constructor(parent: Construct, id: string, { scope, ...given }: DeployRolesProps) {
    super(parent, id);
    const github = githubOptions.parse(given);
    const { environment } = scope;
    const provider = this.#provider(github.oidcProvider, scope.account);
    new IamPolicy(this, "boundary", {
      name: roleName(environment, "boundary"),
      path: foundationPath,
      description: `The most that a role of a stack of ${environment} can do.`,
      policy: policyDocumentData(this, "boundary-policy", boundaryPolicy(scope)),
    });
    const role = (name: RoleSettings["name"], from: readonly string[], statements: Statement[], seconds: number) =>
      this.#role({
        name,
        environment,
        seconds,
        statements,
        provider,
        subjects: from.map((job) => `repo:${github.repository}:environment:${job}`),
      });
    const { applySessionSeconds } = github;
    const [plan, apply, prune] = [planPolicy(scope), applyPolicy(scope), prunePolicy(scope)];
    const preview = (scope.previewStacks ?? []).length === 0 ? undefined : previewPolicy(scope);
    this.arns = {
      PLAN_ROLE_ARN: role("plan", [`${environment}-plan`], plan, defaultSessionSeconds),
      APPLY_ROLE_ARN: role("apply", [environment], apply, applySessionSeconds),
      PRUNE_ROLE_ARN: role("prune", [`${environment}-prune`], prune, defaultSessionSeconds),
      ...(preview === undefined
        ? {}
        : { PREVIEW_ROLE_ARN: role("preview", [`${environment}-preview`], preview, defaultSessionSeconds) }),
    };
    this.statements = {
      [roleName(environment, "plan")]: plan,
      [roleName(environment, "apply")]: apply,
      [roleName(environment, "prune")]: prune,
      ...(preview === undefined ? {} : { [roleName(environment, "preview")]: preview }),
    };
  }

  /** The provider's ARN has no random part, so that one that exists is known without a look-up. */
  #provider(mode: "create" | "existing", account: string): string {
    if (mode === "existing") return `arn:aws:iam::${account}:oidc-provider/${tokens}`;
    return new IamOpenidConnectProvider(this, "github", {
      url: `https://${tokens}`,
      clientIdList: ["sts.amazonaws.com"],
      // IAM trusts GitHub by its library of authorities, and ignores thumbprints, of which provider 5.100 needs one:
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
      thumbprintList: ["6938fd4d98bab03faadb97b34396831e3780aea1"],
    }).arn;
  }

  #role({ name, environment, seconds, statements, provider, subjects }: RoleSettings): string {
    const trust = new DataAwsIamPolicyDocument(this, `${name}-trust`, {
      statement: [
        {
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: [provider] }],
          condition: [
            { test: "StringEquals", variable: `${tokens}:aud`, values: ["sts.amazonaws.com"] },
            { test: "StringEquals", variable: `${tokens}:sub`, values: [...subjects] },
          ],
        },
      ],
    });
    const role = new IamRole(this, name, {
      name: roleName(environment, name),
      path: foundationPath,
      description: `GitHub Actions: ${name} ${environment}`,
      assumeRolePolicy: trust.json,
      maxSessionDuration: seconds,
    });
    dividePolicy(statements).forEach((part, index) => {
      const number = index === 0 ? "" : `-${index + 1}`;
      const policy = new IamPolicy(this, `${name}-policy${number}`, {
        name: `${roleName(environment, name)}${number}`,
        path: foundationPath,
        policy: policyDocumentData(this, `${name}-permissions${number}`, part),
      });
      new IamRolePolicyAttachment(this, `${name}-attachment${number}`, { role: role.name, policyArn: policy.arn });
    });
    return role.arn;
  }
}

interface RoleSettings {
  readonly name: "plan" | "apply" | "prune" | "preview";
  readonly environment: string;
  /** How long a session lasts at most. */
  readonly seconds: number;
  readonly statements: readonly Statement[];
  /** The ARN of GitHub's OIDC provider. */
  readonly provider: string;
  /** The `sub` of the tokens that may assume the role. */
  readonly subjects: readonly string[];
}

/** An hour, IAM's default: a plan or a prune takes minutes. */
const defaultSessionSeconds = 3600;
