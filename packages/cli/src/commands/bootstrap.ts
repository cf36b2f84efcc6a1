import { DiagnosticError } from "@featheredge/diagnostics";
import { type Bucket, openBucket } from "../aws/s3/bucket.ts";
import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { bootstrapStack, type StoredState } from "../bootstrap/bootstrap-stack.ts";
import { githubCommands, type RoleArns } from "../bootstrap/github-commands.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readFoundation } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";

export interface BootstrapCommandOptions {
  /** On AWS on this machine instead of AWS. */
  readonly loopback: boolean;
  /** Goes on without asking. */
  readonly yes: boolean;
  /** One JSON document on standard output; Terraform's text goes to standard error. */
  readonly json: boolean;
}

/**
 * Makes what an environment's account needs before the first deploy: the bucket of states, the roles of GitHub's workflows,
 * and a budget. Shows its plan and asks first; run again, it changes only what differs.
 */
export async function bootstrap(context: Context, name: string, options: BootstrapCommandOptions): Promise<void> {
  const { root, env, output, confirm } = context;
  const environment = await loadEnvironment(root, name);
  const { foundation, state, account } = environment;
  if (foundation === undefined || state.type !== "s3") {
    throw DiagnosticError.of("FE-CLI-080", {
      subject: name,
      at: { file: `environments/${name}.ts`, key: "foundation" },
      message: "is missing, so the bucket of states and the roles are made elsewhere.",
      fix: "Add foundation: { github: { repository: \"owner/name\" } } for 'featheredge bootstrap' to make them.",
    });
  }
  if (!options.yes && confirm === undefined) {
    throw DiagnosticError.of("FE-CLI-023", {
      subject: name,
      message: "There is no terminal to ask on whether to go on.",
      fix: `To bootstrap '${name}' unasked, add --yes.`,
    });
  }
  await requireTools(env, options.loopback);
  // The bucket is made by Terraform here, so the loopback must not make it first.
  const opening = options.loopback
    ? loopbackAws(context, { ...environment, state: { type: "local" } })
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name));
  try {
    const stack = readFoundation(root, name);
    const key = `${stack.name}/terraform.tfstate`;
    const where = options.loopback ? "on the loopback" : `in account ${account}`;
    const { result, outputs } = await bootstrapStack(
      options.json ? withTextOnStderr(context) : context,
      target,
      stack,
      {
        environment: name,
        location: `s3://${state.bucket}/${key}`,
        readStored: () => readStored(openBucket({ name: state.bucket, region: state.region }, env, target), key),
        agree: async () => options.yes || (await confirm?.(`Apply this ${where}?`)) === true,
        quiet: false,
      },
    );
    const commands =
      foundation.github === undefined || result === "declined"
        ? []
        : githubCommands(name, foundation.github, roleArns(outputs));
    if (options.json) {
      const report = { environment: name, loopback: options.loopback, result, outputs, githubCommands: commands };
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
      return;
    }
    output.progress(messages[result]);
    if (commands.length === 0) return;
    output.progress("\nGitHub needs these commands, once, by an administrator of the repository:\n");
    output.print(`${commands.join("\n")}\n`);
  } finally {
    await target.close();
  }
}

const messages = {
  changed: "The foundation is complete.",
  unchanged: "No changes: the foundation is as its environment says.",
  declined: "Nothing was changed.",
} as const;

function roleArns(outputs: Readonly<Record<string, string>>): RoleArns {
  const arn = (variable: keyof RoleArns) => {
    const value = outputs[variable.toLowerCase()];
    if (value === undefined) throw new Error(`The foundation has no output '${variable.toLowerCase()}'.`);
    return value;
  };
  return {
    PLAN_ROLE_ARN: arn("PLAN_ROLE_ARN"),
    APPLY_ROLE_ARN: arn("APPLY_ROLE_ARN"),
    PRUNE_ROLE_ARN: arn("PRUNE_ROLE_ARN"),
    PREVIEW_ROLE_ARN: outputs.preview_role_arn,
  };
}

/** The foundation's state in the bucket, or the reason why there is none. */
async function readStored(bucket: Bucket, key: string): Promise<StoredState> {
  try {
    const stored = await bucket.read(key);
    return stored === undefined ? "no state" : { text: stored.text };
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucket") return "no bucket";
    throw error;
  }
}
