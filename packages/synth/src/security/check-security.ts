import { type Diagnostic, diagnose, locate, nearest } from "@featheredge/diagnostics";
import type { SourcedStack } from "../rules/accounts.ts";
import { positionOf, providersOf, type Resource, resourcesOf } from "../rules/resources.ts";
import type { SecurityContext } from "./check.ts";
import { securityChecks } from "./checks.ts";

/** Which security checks an environment wants, and how they are reported. */
export interface SecuritySettings {
  readonly severity: "warning" | "error";
  /** Reasons by the id of a check that the environment does not meet on purpose. */
  readonly exceptions: Readonly<Record<string, string>>;
}

/**
 * Checks the resources of stacks against Security Hub's CloudFront controls and Checkov's checks.
 *
 * @param stacks all stacks of one environment
 * @returns a diagnostic for each resource and check, FE-SEC-001, and for each exception that no resource needs, FE-SEC-002
 */
export function checkSecurity(stacks: readonly SourcedStack[], settings: SecuritySettings): Diagnostic[] {
  const needed = new Set<string>();
  const diagnostics = stacks.flatMap((source) => checkStackSecurity(source, settings, needed));
  const [file = ""] = stacks.map((source) => source.file);
  const superfluous = Object.keys(settings.exceptions).filter((id) => !needed.has(id));
  return [...diagnostics, ...superfluous.map((id) => superfluousException(id, file))];
}

function checkStackSecurity(
  { stack, file }: SourcedStack,
  { severity, exceptions }: SecuritySettings,
  needed: Set<string>,
): Diagnostic[] {
  const resources = resourcesOf(stack);
  const context: SecurityContext = { resources, hasDefaultTags: defaultTagsOf(stack) };
  return securityChecks.flatMap((check) => {
    const [id, ...others] = check.ids;
    const failing = resources.filter((resource) => resource.type === check.type && !check.isMet(resource, context));
    const exception = check.ids.find((one) => exceptions[one] !== undefined);
    if (exception !== undefined && failing.length > 0) needed.add(exception);
    if (exception !== undefined) return [];
    return failing.map(({ address }) => {
      const names = others.length === 0 ? id : `${id} (${others.join(", ")})`;
      const diagnostic = diagnose("FE-SEC-001", {
        severity,
        subject: id,
        message: `${names}: ${check.title}, but ${address} does not meet this.`,
        fix: `${check.fix} Or give a reason in protections.securityChecks.exceptions.`,
      });
      return locate(diagnostic, positionOf({ stack: stack.node.id, file }, resources, address));
    });
  });
}

function defaultTagsOf(stack: SourcedStack["stack"]): SecurityContext["hasDefaultTags"] {
  const providers = providersOf(stack);
  return ({ values }: Resource) => {
    const provider = providers.find(({ address }) => address === (values.provider ?? "aws"));
    return Object.keys(provider?.defaultTags ?? {}).length > 0;
  };
}

function superfluousException(id: string, file: string): Diagnostic {
  const known = securityChecks.flatMap(({ ids }) => ids);
  const near = nearest(id, known);
  const isKnown = known.includes(id);
  return diagnose("FE-SEC-002", {
    severity: "warning",
    message: isKnown ? `Every resource meets ${id}, so it needs no exception.` : `'${id}' is not a security check.`,
    fix: isKnown || near === undefined ? "Remove it." : `Did you mean '${near}'?`,
    at: { file, key: `protections.securityChecks.exceptions["${id}"]` },
  });
}
