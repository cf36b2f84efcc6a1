import { nearest, type RuleId } from "@featheredge/diagnostics";
import type { z } from "zod";
import { type Environment, environmentShape } from "./schema.ts";

type Distribution = Environment["distributions"][string];
type Behavior = Distribution["defaultBehavior"];

const events = ["viewerRequest", "originRequest", "originResponse", "viewerResponse"] as const;

interface Mistake {
  readonly message: string;
  readonly fix: string;
}

type Report = (rule: RuleId, path: readonly (string | number)[], mistake: Mistake) => void;

/**
 * The schema of an environment. It also checks that an environment declares every origin, handler and API that it refers
 * to, and that its certificates belong to its account.
 */
export const environmentSchema = environmentShape.superRefine(checkReferences);

function checkReferences(environment: Environment, context: z.core.$RefinementCtx): void {
  checkShares(environment, context);
  for (const [name, distribution] of Object.entries(environment.distributions)) {
    const report: Report = (rule, path, { message, fix }) => {
      context.addIssue({ code: "custom", path: ["distributions", name, ...path], message, params: { rule, fix } });
    };
    checkCertificate(environment.account, distribution, report);
    checkOrigins(environment, distribution, report);
    checkBehavior(environment, distribution, distribution.defaultBehavior, ["defaultBehavior"], report);
    distribution.behaviors.forEach((behavior, index) => {
      checkBehavior(environment, distribution, behavior, ["behaviors", index], report);
    });
  }
}

/** Checks that the shares of the environment's distributions, and of each distribution's behaviors, are 1 at most. */
function checkShares({ distributions }: Environment, context: z.core.$RefinementCtx): void {
  const check = (path: string[], kind: string, sharing: readonly { readonly trafficShare?: number | undefined }[]) => {
    // Hundredths of a percent, so that 0.7 + 0.2 + 0.1 is 1.
    const sum = Math.round(sharing.reduce((total, { trafficShare = 0 }) => total + trafficShare, 0) * 10_000) / 10_000;
    if (sum <= 1) return;
    const message = `the trafficShare of all ${kind} adds up to ${sum}, but the parts of a whole add up to 1 at most.`;
    context.addIssue({ code: "custom", path, message, params: { rule: "FE-ENV-009", fix: "Lower some." } });
  };
  check(["distributions"], "distributions", Object.values(distributions));
  for (const [name, { defaultBehavior, behaviors }] of Object.entries(distributions)) {
    check(["distributions", name], "behaviors", [defaultBehavior, ...behaviors]);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
function checkCertificate(account: string, distribution: Distribution, report: Report): void {
  const { aliases, certificate } = distribution;
  if (aliases.length > 0 && certificate === undefined) {
    report("FE-ENV-007", ["certificate"], {
      message: `is missing: the aliases ${aliases.join(", ")} need an ACM certificate in us-east-1.`,
      fix: "Add its ARN or remove the aliases.",
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

function checkOrigins({ apis }: Environment, { origins }: Distribution, report: Report): void {
  const known = Object.keys(apis);
  for (const [name, origin] of Object.entries(origins)) {
    if (origin.type === "api" && !known.includes(origin.api)) {
      report("FE-ENV-010", ["origins", name, "api"], unknownName(origin.api, "listed below 'apis'", known));
    }
  }
}

function checkBehavior(
  environment: Environment,
  distribution: Distribution,
  behavior: Behavior,
  path: readonly (string | number)[],
  report: Report,
): void {
  const origins = Object.keys(distribution.origins);
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
