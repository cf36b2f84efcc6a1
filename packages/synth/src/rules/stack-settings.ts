import { checkArn, checkRegion, checkTags } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import type { TerraformStack } from "cdktf";
import { type Block, backendOf, blocks, constant, type Provider, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** The account id of the loopback, by convention. */
const loopbackAccount = "000000000000";

/** Checks values that resources of every type may have: regions, tags and ARNs; and where the state is. */
export function checkStackSettings(
  stack: TerraformStack,
  resources: readonly Resource[],
  providers: readonly Provider[],
): StackDiagnostic[] {
  return [
    ...providers.flatMap(({ address, region }) =>
      region === undefined ? [] : at(`provider.${address}.region`, checkRegion(region)),
    ),
    ...checkState(stack, providers),
    ...resources.flatMap((resource) => [...checkResourceTags(resource, providers), ...checkArns(resource)]),
  ];
}

function checkState(stack: TerraformStack, providers: readonly Provider[]): StackDiagnostic[] {
  const accounts = providers.flatMap(({ account }) => account ?? []);
  const backend = backendOf(stack);
  const region = backend?.type === "s3" ? constant(backend.values.region) : undefined;
  return [
    ...(region === undefined ? [] : at("terraform.backend.region", checkRegion(region))),
    ...at("terraform.backend", backend?.type === "local" ? checkLocalState(accounts) : undefined),
  ];
}

function checkLocalState(accounts: readonly string[]): Diagnostic | undefined {
  const account = accounts.find((one) => one !== loopbackAccount);
  if (account === undefined) return undefined;
  return diagnose("FE-STK-022", {
    severity: "warning",
    message: `The state of resources in account ${account} would be in a file on this machine.`,
    fix: `Use a state of the type s3; only the loopback, whose account is ${loopbackAccount}, needs none.`,
  });
}

/** Reports tags of a resource, together with those that its provider adds. */
function checkResourceTags({ address, values }: Resource, providers: readonly Provider[]): StackDiagnostic[] {
  const own = values.tags;
  if (typeof own !== "object" || own === null) return [];
  const provider = providers.find((one) => one.address === (values.provider ?? "aws"));
  return at(`${address}.tags`, ...checkTags({ ...provider?.defaultTags, ...own }));
}

/** Arguments that hold ARNs without saying so in their names. */
const arnArguments = new Set(["web_acl_id"]);

function checkArns({ address, values }: Resource): StackDiagnostic[] {
  return arnsIn(values, "").flatMap(([attribute, arn]) => at(`${address}.${attribute}`, checkArn(arn)));
}

/** The constant ARNs of a block and of the blocks in it, by attribute. */
function arnsIn(block: Block, prefix: string): [string, string][] {
  return Object.entries(block).flatMap(([key, value]): [string, string][] => {
    const text = constant(value);
    if (text !== undefined) {
      const isArn = (key.endsWith("arn") && text !== "") || (arnArguments.has(key) && text.startsWith("arn:"));
      return isArn ? [[`${prefix}${key}`, text]] : [];
    }
    if (!Array.isArray(value)) return blocks(value).flatMap((inner) => arnsIn(inner, `${prefix}${key}.`));
    return blocks(value).flatMap((inner, index) => arnsIn(inner, `${prefix}${key}[${index}].`));
  });
}
