import {
  checkFunctionCodeSize,
  checkFunctionName,
  checkFunctionStores,
  checkLambdaArn,
  checkLambdaCodeSize,
  checkLambdaConfiguration,
  checkLambdaRegion,
  checkLambdaTrust,
  type EdgeEvent,
  type LambdaFeature,
} from "@featheredge/aws-rules";
import { behaviorsOf } from "./behaviors.ts";
import { blocks, constant, fileNamed, list, number, type Provider, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Returns a file as it will be in the stack's folder; undefined if the stack has no such file. */
export type ReadFile = (file: string) => Uint8Array | undefined;

/** The code of a CloudFront Function; undefined if it is only known when it is applied. */
export function codeOf({ values }: Resource, read: ReadFile): string | undefined {
  const file = fileNamed(values.code);
  if (file === undefined) return constant(values.code);
  const content = read(file);
  return content && Buffer.from(content).toString();
}

export function checkFunctionResource(resource: Resource, read: ReadFile): StackDiagnostic[] {
  const { address, values } = resource;
  const name = constant(values.name);
  const code = codeOf(resource, read);
  return [
    ...(name === undefined ? [] : at(`${address}.name`, checkFunctionName("cloudfront-function", name))),
    ...(code === undefined
      ? []
      : at(`${address}.code`, checkFunctionCodeSize(name ?? address, Buffer.byteLength(code)))),
    ...at(
      `${address}.key_value_store_associations`,
      checkFunctionStores(list(values.key_value_store_associations).length),
    ),
  ];
}

/** Reports settings that Lambda@Edge rejects, of the functions that distributions use. Other Lambda functions are not checked. */
export function checkLambdaFunctions(
  resources: readonly Resource[],
  { providers, dataSources }: { readonly providers: readonly Provider[]; readonly dataSources: readonly Resource[] },
  read: ReadFile,
): StackDiagnostic[] {
  return [...eventsByFunction(resources)].flatMap(([address, { events, diagnostics }]) => {
    const resource = resources.find((one) => one.address === address);
    if (resource === undefined) return diagnostics;
    const { values } = resource;
    const name = constant(values.function_name);
    const content = read(fileNamed(values.filename) ?? "");
    const region = providers.find((provider) => provider.address === (values.provider ?? "aws"))?.region;
    return [
      ...diagnostics,
      ...(name === undefined ? [] : at(`${address}.function_name`, checkFunctionName("lambda-at-edge", name))),
      ...checkTrust(values.role, [...resources, ...dataSources]),
      ...(region === undefined ? [] : at(`${address}.provider`, checkLambdaRegion(region))),
      ...[...events].flatMap((event) => [
        ...at(
          address,
          ...checkLambdaConfiguration(event, {
            runtime: constant(values.runtime),
            architectures: list(values.architectures).map(String),
            memoryMb: number(values.memory_size),
            timeoutSeconds: number(values.timeout),
            temporaryStorageMb: number(blocks(values.ephemeral_storage)[0]?.size),
            isPublished: values.publish === true,
            features: featuresOf(resource, resources),
          }),
        ),
        ...(content === undefined
          ? []
          : at(`${address}.filename`, checkLambdaCodeSize(name ?? address, event, content.byteLength))),
      ]),
    ];
  });
}

/** The role's policy may be JSON or a data source. The policy of a role in another stack is not known here. */
function checkTrust(role: unknown, resources: readonly Resource[]): StackDiagnostic[] {
  const named = (address: string | undefined) => resources.find((one) => one.address === address);
  const roleResource = named(referenced(role, "arn"));
  const policy = roleResource?.values.assume_role_policy;
  const text = constant(policy) ?? JSON.stringify(named(referenced(policy, "json"))?.values);
  if (roleResource === undefined || text === undefined) return [];
  const trusted = text.match(/[a-z]+\.amazonaws\.com/g) ?? [];
  return at(`${roleResource.address}.assume_role_policy`, checkLambdaTrust(trusted));
}

/** The Lambda functions that behaviors use, by address or ARN, with their events and the mistakes in the associations. */
function eventsByFunction(resources: readonly Resource[]) {
  const byName = new Map<string, { readonly events: Set<EdgeEvent>; readonly diagnostics: StackDiagnostic[] }>();
  for (const resource of resources.filter(({ type }) => type === "aws_cloudfront_distribution")) {
    for (const { attribute, associations } of behaviorsOf(resource)) {
      for (const { event, runtime, name, arn } of associations) {
        if (runtime !== "lambda-at-edge") continue;
        const known = byName.get(name) ?? { events: new Set<EdgeEvent>(), diagnostics: [] };
        byName.set(name, known);
        known.events.add(event);
        const isNumbered = referenced(arn, "qualified_arn") !== undefined;
        const unnumbered = referenced(arn, "arn") ?? constant(arn);
        if (!isNumbered && unnumbered !== undefined) {
          known.diagnostics.push(
            ...at(`${resource.address}.${attribute}.lambda_function_association`, checkLambdaArn(unnumbered)),
          );
        }
      }
    }
  }
  return byName;
}

function featuresOf({ address, values }: Resource, resources: readonly Resource[]): LambdaFeature[] {
  const isNamed = (type: string) =>
    resources.some((other) => other.type === type && JSON.stringify(other.values).includes(`\${${address}.`));
  const has: Readonly<Record<LambdaFeature, boolean>> = {
    environment: Object.keys(blocks(values.environment)[0]?.variables ?? {}).length > 0,
    layers: list(values.layers).length > 0,
    vpc: list(values.vpc_config).length > 0,
    "dead-letter-queue": list(values.dead_letter_config).length > 0,
    tracing: blocks(values.tracing_config).some(({ mode }) => mode === "Active"),
    "reserved-concurrency": (number(values.reserved_concurrent_executions) ?? -1) >= 0,
    "provisioned-concurrency": isNamed("aws_lambda_provisioned_concurrency_config"),
    image: values.package_type === "Image" || values.image_uri !== undefined,
    "customer-key": values.source_kms_key_arn !== undefined,
    "runtime-management": resources.some(
      (other) =>
        other.type === "aws_lambda_runtime_management_config" &&
        JSON.stringify(other.values).includes(`\${${address}.`) &&
        (other.values.update_runtime_on ?? "Auto") !== "Auto",
    ),
  };
  return (Object.keys(has) as LambdaFeature[]).filter((feature) => has[feature]);
}
