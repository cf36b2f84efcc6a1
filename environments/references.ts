import { nearest } from "@featheredge/diagnostics";
import type { z } from "zod";
import { isOutputReference } from "#modules/forms.ts";
import { entries } from "./entries/index.ts";
import { checkNames, type Mistake, type Report } from "./name-references.ts";
import { checkPreview } from "./previews.ts";
import { checkRenames } from "./renames.ts";
import { type Environment, environmentShape } from "./schema.ts";

type Distribution = Environment["distributions"][string];
type Behavior = Distribution["defaultBehavior"];

const events = ["viewerRequest", "originRequest", "originResponse", "viewerResponse"] as const;

/**
 * The schema of an environment. It also checks that an environment declares every origin, handler and API that it refers
 * to, and that its certificates belong to its account.
 */
export const environmentSchema = environmentShape.superRefine(checkReferences);

function checkReferences(environment: Environment, context: z.core.$RefinementCtx): void {
  checkHasStack(environment, context);
  checkFoundation(environment, context);
  checkRenames(environment, context);
  for (const [name, distribution] of Object.entries(environment.distributions)) {
    const report: Report = (rule, path, { message, fix }) => {
      context.addIssue({ code: "custom", path: ["distributions", name, ...path], message, params: { rule, fix } });
    };
    checkShares(distribution, report);
    checkCertificate(environment.account, distribution, report);
    checkContinuousDeployment(environment, name, report);
    checkPreview(environment, name, report);
    checkNames(environment, distribution, report);
    checkOrigins(environment, distribution, report);
    checkBehavior(environment, distribution, distribution.defaultBehavior, ["defaultBehavior"], report);
    distribution.behaviors.forEach((behavior, index) => {
      checkBehavior(environment, distribution, behavior, ["behaviors", index], report);
    });
  }
}

/** Checks that the environment declares something to deploy. */
function checkHasStack(environment: Environment, context: z.core.$RefinementCtx): void {
  const kinds = ["distributions", ...Object.keys(entries)] as readonly (keyof typeof entries | "distributions")[];
  if (environment.foundation !== undefined) return;
  if (kinds.some((kind) => Object.keys(environment[kind]).length > 0)) return;
  context.addIssue({
    code: "custom",
    path: ["distributions"],
    message: `is empty, and so is every other kind of entry: the environment deploys nothing.`,
    params: { rule: "FE-ENV-022", fix: `Declare an entry of ${kinds.map((kind) => `'${kind}'`).join(" or ")}.` },
  });
}

/** Checks that a foundation's bucket can be the state's. */
function checkFoundation({ foundation, state }: Environment, context: z.core.$RefinementCtx): void {
  if (foundation === undefined || state.type === "s3") return;
  context.addIssue({
    code: "custom",
    path: ["foundation"],
    message: "needs a state in S3: it makes the bucket that 'state' names.",
    params: { rule: "FE-ENV-023", fix: "Write state: { type: \"s3\", bucket, region }, or omit 'foundation'." },
  });
}

/**
 * Checks that a distribution with a candidate has its own stack, which is applied when the candidate is promoted, and
 * no HTTP/3.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html
 */
function checkContinuousDeployment({ distributions }: Environment, name: string, report: Report): void {
  const { [name]: distribution } = distributions;
  if (distribution?.continuousDeployment === undefined) return;
  const stackOf = (key: string) => distributions[key]?.stack ?? key;
  const others = Object.keys(distributions).filter((key) => key !== name && stackOf(key) === stackOf(name));
  if (others.length > 0) {
    report("FE-ENV-043", ["continuousDeployment"], {
      message: `needs its own stack, but '${stackOf(name)}' also holds ${others.join(", ")}: all would wait for the promotion.`,
      fix: "Remove 'stack' from one of them.",
    });
  }
  if (["http3", "http2and3"].includes(distribution.httpVersion)) {
    report("FE-ENV-044", ["httpVersion"], {
      message: `is '${distribution.httpVersion}', but CloudFront has no continuous deployment for distributions with HTTP/3.`,
      fix: "Write httpVersion: 'http2'.",
    });
  }
}

/** Checks that the shares of a distribution's behaviors are 1 at most. */
function checkShares({ defaultBehavior, behaviors }: Distribution, report: Report): void {
  const shares = [defaultBehavior, ...behaviors].map(({ trafficShare = 0 }) => trafficShare);
  // Hundredths of a percent, so that 0.7 + 0.2 + 0.1 is 1.
  const sum = Math.round(shares.reduce((total, share) => total + share, 0) * 10_000) / 10_000;
  if (sum <= 1) return;
  report("FE-ENV-009", [], {
    message: `the trafficShare of all behaviors adds up to ${sum}, but the parts of a whole add up to 1 at most.`,
    fix: "Lower some.",
  });
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
function checkCertificate(account: string, distribution: Distribution, report: Report): void {
  const { aliases, certificate } = distribution;
  if (aliases.length > 0 && certificate === undefined) {
    report("FE-ENV-007", ["certificate"], {
      message: `is missing: the aliases ${aliases.join(", ")} need an ACM certificate in us-east-1.`,
      fix: "Add its ARN, or {} to request one, or remove the aliases.",
    });
  }
  for (const key of ["certificate", "webAcl"] as const) {
    const arn = distribution[key];
    if (typeof arn === "string" && arn.split(":")[4] !== account) {
      report("FE-ENV-008", [key], {
        message: `'${arn}' is in another account than this environment's ${account}.`,
        fix: `Give the ARN of one in ${account}.`,
      });
    }
  }
}

function checkOrigins(environment: Environment, distribution: Distribution, report: Report): void {
  const { origins, originGroups, customErrorResponses } = distribution;
  const own = [...Object.keys(origins), ...Object.keys(originGroups)];
  customErrorResponses.forEach(({ origin }, index) => {
    if (origin === undefined || own.includes(origin)) return;
    const mistake = unknownName(origin, "an origin of this distribution", own);
    report("FE-ENV-006", ["customErrorResponses", index, "origin"], mistake);
  });
  const known = Object.keys(environment.apis);
  for (const [name, origin] of Object.entries(origins)) {
    if (origin.type === "api" && !known.includes(origin.api)) {
      report("FE-ENV-010", ["origins", name, "api"], unknownName(origin.api, "listed below 'apis'", known));
    }
    checkOutputs(environment, origin, ["origins", name], report);
  }
  for (const [name, { members }] of Object.entries(originGroups)) {
    if (name in origins) {
      report("FE-ENV-006", ["originGroups", name], {
        message: "is the name of an origin, too, so that a behavior could mean either.",
        fix: "Rename one.",
      });
    }
    members.forEach((member, index) => {
      if (member in origins) return;
      const mistake = unknownName(member, "an origin of this distribution", Object.keys(origins));
      report("FE-ENV-006", ["originGroups", name, "members", index], mistake);
    });
  }
}

/** Checks that each reference to an output of another stack names a stack of the environment. */
function checkOutputs(
  environment: Environment,
  options: object,
  path: readonly (string | number)[],
  report: Report,
): void {
  for (const [key, value] of Object.entries(options)) {
    if (typeof value !== "object" || value === null) continue;
    const at = [...path, Array.isArray(options) ? Number(key) : key];
    if (!isOutputReference(value)) {
      checkOutputs(environment, value, at, report);
      continue;
    }
    const stacks = stackNames(environment);
    if (!stacks.includes(value.stack)) {
      report("FE-ENV-011", [...at, "stack"], unknownName(value.stack, "a stack of this environment", stacks));
    }
  }
}

/** The names of an environment's stacks: those of its entries, and those that its distributions name. */
function stackNames(environment: Environment): string[] {
  const kinds = Object.keys(entries) as (keyof typeof entries)[];
  const distributions = Object.entries(environment.distributions).map(([key, { stack = key }]) => stack);
  return [...new Set([...kinds.flatMap((kind) => Object.keys(environment[kind])), ...distributions])];
}

function checkBehavior(
  environment: Environment,
  distribution: Distribution,
  behavior: Behavior,
  path: readonly (string | number)[],
  report: Report,
): void {
  const origins = [...Object.keys(distribution.origins), ...Object.keys(distribution.originGroups)];
  if (!origins.includes(behavior.origin)) {
    report("FE-ENV-006", [...path, "origin"], unknownName(behavior.origin, "an origin of this distribution", origins));
  }
  const handlers = Object.keys(environment.handlers);
  for (const event of events) {
    for (const handler of behavior[event] ?? []) {
      if (!handlers.includes(handler)) {
        report("FE-HND-001", [...path, event], unknownName(handler, "listed below 'handlers'", handlers));
      }
    }
  }
}

function unknownName(name: string, what: string, known: readonly string[]): Mistake {
  const near = nearest(name, known);
  const hint = near === undefined ? "" : `Did you mean '${near}'? `;
  return {
    message: `'${name}' is not ${what}.`,
    fix: `${hint}Known: ${known.length === 0 ? "none" : known.join(", ")}.`,
  };
}
