import { type Diagnostic, locate } from "@featheredge/diagnostics";
import type { SourcedStack } from "./accounts.ts";
import { checkCertificates } from "./certificates.ts";
import { checkDistributionResource } from "./distributions.ts";
import { checkErrorPages } from "./error-pages.ts";
import { checkFunctionResource, checkLambdaFunctions, codeOf, type ReadFile } from "./functions.ts";
import { checkLogs } from "./logs.ts";
import { checkPolicyResource } from "./policies.ts";
import { checkDistributionPlan } from "./pricing-plans.ts";
import { checkProviderArguments } from "./provider-arguments.ts";
import { dataSourcesOf, positionOf, providersOf, resourcesOf } from "./resources.ts";
import { checkStackSettings } from "./stack-settings.ts";
import { checkStores } from "./stores.ts";
import { checkTargets } from "./targets.ts";

export { checkAccounts, type SourcedStack } from "./accounts.ts";

/**
 * Reports, before AWS is asked, the errors that AWS would report for the resources of a stack. It checks all resources,
 * whether they come from an environment, from a module or from the provider's own constructs.
 *
 * @param read reads a file of the stack's folder, such as a function's code
 */
export function checkStack({ stack, file }: SourcedStack, read: ReadFile): Diagnostic[] {
  const resources = resourcesOf(stack);
  const providers = providersOf(stack);
  const calls = (address: string, method: RegExp) => {
    const calling = resources.find((resource) => resource.address === address);
    return calling?.type === "aws_cloudfront_function" && method.test(codeOf(calling, read) ?? "");
  };
  const updatesOrigin = (address: string) => calls(address, /\bupdateRequestOrigin\b/);
  const logsCustomData = (address: string) => calls(address, /\blogCustomData\b/);
  const keysOf = (address: string) => resources.find((resource) => resource.address === address)?.keys;
  const partsOf = (address: string) => keysOf(address)?.parts;
  const readsOf = (address: string) => keysOf(address)?.reads ?? [];
  const diagnostics = [
    ...resources.flatMap((resource) => {
      if (resource.type === "aws_cloudfront_distribution") {
        return [
          ...checkDistributionResource(resource, { updatesOrigin, partsOf, readsOf }, resources),
          ...checkErrorPages(resource),
          ...checkTargets(resource, resources, read),
          ...checkDistributionPlan(resource, resources),
        ];
      }
      if (resource.type === "aws_cloudfront_function") return checkFunctionResource(resource, read);
      return checkPolicyResource(resource);
    }),
    ...checkLambdaFunctions(resources, { providers, dataSources: dataSourcesOf(stack) }, read),
    ...checkStores(resources, read),
    ...checkProviderArguments(stack, resources),
    ...checkStackSettings(stack, resources, providers),
    ...checkCertificates(resources),
    ...checkLogs(resources, { providers, logsCustomData }),
  ];
  return diagnostics.map(({ at, diagnostic }) =>
    locate(diagnostic, positionOf({ stack: stack.node.id, file }, resources, at)),
  );
}
