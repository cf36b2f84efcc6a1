import { DiagnosticError } from "@featheredge/diagnostics";
import { cloudFrontClient } from "../aws/clients.ts";
import { type AwsTarget, ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { checkDistributionName } from "../kvs/find-store.ts";
import { type Environment, loadEnvironment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { promotedStacks } from "../promote/held.ts";
import { type Deployment, detachPolicy, startTraffic, stopTraffic } from "../promote/traffic.ts";
import { applyStack } from "../terraform/apply-stack.ts";
import { readOutputs } from "../terraform/distribution-outputs.ts";
import { planStack } from "../terraform/plan-stack.ts";
import { publishAndApplyAgain } from "../terraform/publish-rest.ts";
import { initialize, openSession } from "../terraform/session.ts";

export interface TrafficCommand {
  /** The environment's name. */
  readonly name: string;
  /** A key of its distributions. */
  readonly distribution: string;
  readonly loopback: boolean;
  readonly json: boolean;
}

/** Sends requests to a distribution's candidate, as the environment's `continuousDeployment` says. */
export function stage(context: Context, command: TrafficCommand): Promise<void> {
  return withDeployment(context, command, async ({ deployment }) => {
    const changed = await startTraffic(deployment);
    return { changed, text: changed ? "The candidate gets requests." : "The candidate gets requests already." };
  });
}

/** Sends all requests to the distribution itself. @param options `detach` takes the policy off the distribution, too */
export function abandon(
  context: Context,
  { detach, ...command }: TrafficCommand & { readonly detach: boolean },
): Promise<void> {
  return withDeployment(context, command, async ({ deployment }) => {
    const changed = detach ? await detachPolicy(deployment) : await stopTraffic(deployment);
    return {
      changed,
      text: changed ? "The candidate gets no more requests." : "The candidate gets no requests already.",
    };
  });
}

/**
 * Makes a distribution what its candidate is: applies its stack from the checkout that the candidate was applied from, and
 * ends the candidate's traffic. After a kill, the next run goes on.
 *
 * @throws DiagnosticError if the candidate in AWS is not the checkout's
 */
export function promote(context: Context, { yes, ...command }: TrafficCommand & { readonly yes: boolean }) {
  const { name, json, loopback, distribution } = command;
  return withDeployment(context, command, async ({ deployment, environment, target }) => {
    const speaking = json ? withTextOnStderr(context) : context;
    const stacks = promotedStacks(name, distribution, environment);
    const [primary, candidate] = [stacks.primary, stacks.candidate].map((stack) =>
      readStacks(context.root, name).find((one) => one.name === stack),
    );
    if (primary === undefined || candidate === undefined) throw notApplied(name, distribution, loopback);
    const session = await openSession(context, [primary, candidate], target);
    for (const stack of [primary, candidate]) {
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
    }
    context.output.progress(`Comparing ${candidate.name} with the checkout`);
    const difference = await planStack(speaking, session, candidate);
    if (difference.hasChanges) {
      speaking.output.print(difference.text);
      throw DiagnosticError.of("FE-CLI-131", {
        subject: candidate.name,
        message: `${candidate.name} in AWS is not what this checkout describes, so the distribution would become something that had no traffic.`,
        fix: "Check out the commit that was applied last, or apply this one and let it have traffic first.",
      });
    }
    context.output.progress(`Planning ${primary.name}`);
    const plan = await planStack(speaking, session, primary);
    if (plan.hasChanges) {
      speaking.output.print(plan.text);
      if (!yes && (await context.confirm?.(`Promote this to ${distribution} of ${name}?`)) !== true) {
        if (context.confirm === undefined) throw notAsked(name, distribution);
        return { changed: false, text: "Nothing was changed." };
      }
      context.output.progress(`Applying ${primary.name}`);
    }
    // Even without a change: after a kill, AWS may have what the state lacks, and the apply saves what the plan has read.
    await applyStack(speaking, session, { ...primary, plan: plan.saved.plan }, { quiet: !plan.hasChanges });
    await publishAndApplyAgain(speaking, target, session, primary);
    // Last: until all edge locations have the new version, a part of the requests may go to the candidate, which is equal.
    const stopped = await stopTraffic(deployment);
    const changed = plan.hasChanges || stopped;
    return { changed, text: changed ? "The candidate is promoted." : "The candidate is promoted already." };
  });
}

interface OpenDeployment {
  readonly deployment: Deployment;
  readonly environment: Environment;
  readonly target: AwsTarget;
}

type Result = { readonly changed: boolean; readonly text: string };

/** Builds the stacks, finds the policy and the distribution of a candidate, and prints the work's result. */
async function withDeployment(
  context: Context,
  { name, distribution, loopback, json }: TrafficCommand,
  work: (open: OpenDeployment) => Promise<Result>,
): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  checkDistributionName(name, environment, distribution);
  if (environment.distributions[distribution]?.continuousDeployment === undefined) {
    throw DiagnosticError.of("FE-CLI-130", {
      at: { file: `environments/${name}.ts`, key: `distributions.${distribution}` },
      message: "has no candidate.",
      fix: "Write continuousDeployment: { weight: 0.05 }, and apply the environment.",
    });
  }
  await requireTools(env, loopback);
  const opening = loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name));
  try {
    const { candidate } = promotedStacks(name, distribution, environment);
    const outputs = await readOutputs(context, target, { environment: name, stack: candidate });
    const { continuous_deployment_policy_id: policyId, primary_distribution_id: primaryId } = outputs;
    if (typeof policyId !== "string" || typeof primaryId !== "string") throw notApplied(name, distribution, loopback);
    const client = cloudFrontClient(env, target);
    try {
      const { changed, text } = await work({ deployment: { client, policyId, primaryId }, environment, target });
      const report = { environment: name, distribution, loopback, changed };
      output.print(json ? `${JSON.stringify(report, undefined, 2)}\n` : `${text}\n`);
    } finally {
      client.destroy();
    }
  } finally {
    await target.close();
  }
}

function notApplied(name: string, distribution: string, loopback: boolean): DiagnosticError {
  const apply = `featheredge apply ${name}`;
  return DiagnosticError.of("FE-CLI-122", {
    at: { file: `environments/${name}.ts`, key: `distributions.${distribution}` },
    message: `has no candidate in '${name}' as it was applied.`,
    fix: `Apply it first: ${loopback ? `${apply} --loopback` : `featheredge plan ${name} --save && ${apply}`}`,
  });
}

function notAsked(name: string, distribution: string): DiagnosticError {
  return DiagnosticError.of("FE-CLI-023", {
    subject: name,
    message: "There is no terminal to ask on whether to go on.",
    fix: `To promote the candidate of '${distribution}' unasked, add --yes.`,
  });
}
