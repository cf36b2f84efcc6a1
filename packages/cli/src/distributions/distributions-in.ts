import { type EdgeEvent, edgeEvents } from "@featheredge/aws-rules";
import type { FunctionArtifact } from "@featheredge/compiler";
import { addressIn, type Block, block, blocks, type Configuration, numberOf, textOf, texts } from "./configuration.ts";
import type { AttachedFunction, SynthesizedBehavior, SynthesizedDistribution, WebAcl } from "./model.ts";
import { originsOf, type SyncedLifetimes } from "./origins.ts";
import { cachePolicyOf, originRequestPolicyOf, responseHeadersPolicyOf } from "./policies.ts";

export interface DistributionsInput {
  /** The stack's name: `site-prod`. */
  readonly stack: string;
  readonly configuration: Configuration;
  /** The environment's keys by address, as synthesis wrote them: `distributions.site`. */
  readonly keys: Readonly<Record<string, string>>;
  /** The functions of the environment's build. */
  readonly functions: readonly FunctionArtifact[];
  /** By the distribution's key. */
  readonly synced: Readonly<Record<string, SyncedLifetimes>>;
}

/** The distributions of a synthesized stack, in its order. */
export function distributionsIn(input: DistributionsInput): SynthesizedDistribution[] {
  const { stack, configuration, keys, synced } = input;
  return configuration.resourcesOf("aws_cloudfront_distribution").map(([name, values]) => {
    const key = keys[`aws_cloudfront_distribution.${name}`]?.replace(/^distributions\./, "") ?? name;
    const geo = block(block(values.restrictions).geo_restriction);
    const restriction = geo.restriction_type;
    return {
      key,
      stack,
      comment: textOf(values.comment, key),
      isCandidate: values.staging === true,
      aliases: texts(values.aliases),
      defaultRootObject: textOf(values.default_root_object) || undefined,
      webAcl: values.web_acl_id === undefined ? undefined : webAclOf(configuration, textOf(values.web_acl_id)),
      countries:
        restriction === "whitelist" || restriction === "blacklist"
          ? { type: restriction, codes: texts(geo.locations) }
          : undefined,
      origins: originsOf(configuration, values, synced[key] ?? {}),
      behaviors: [
        ...blocks(values.ordered_cache_behavior).map((behavior) => behaviorOf(input, behavior, false)),
        ...blocks(values.default_cache_behavior).map((behavior) => behaviorOf(input, behavior, true)),
      ],
      errorPages: blocks(values.custom_error_response).map((response) => ({
        status: numberOf(response.error_code, 0),
        // CloudFront's own default: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
        seconds: numberOf(response.error_caching_min_ttl, 10),
        answer:
          response.response_page_path === undefined
            ? undefined
            : { status: numberOf(response.response_code, 0), page: textOf(response.response_page_path) },
      })),
    };
  });
}

function behaviorOf(
  { configuration, functions }: DistributionsInput,
  values: Block,
  isDefault: boolean,
): SynthesizedBehavior {
  const keyGroups = texts(values.trusted_key_groups).map((group) => {
    const resource = configuration.resource(addressIn(group) ?? "");
    return textOf(resource?.name, configuration.valueOf(group));
  });
  const attached = [
    ...blocks(values.function_association).map((one) => attachedOf(configuration, functions, one, one.function_arn)),
    ...blocks(values.lambda_function_association).map((one) =>
      attachedOf(configuration, functions, one, one.lambda_arn),
    ),
  ];
  return {
    path: isDefault ? "*" : textOf(values.path_pattern),
    isDefault,
    viewerProtocol: textOf(values.viewer_protocol_policy) as SynthesizedBehavior["viewerProtocol"],
    methods: texts(values.allowed_methods),
    cachedMethods: texts(values.cached_methods),
    origin: textOf(values.target_origin_id),
    functions: attached.sort((one, other) => edgeEvents.indexOf(one.event) - edgeEvents.indexOf(other.event)),
    cachePolicy: cachePolicyOf(configuration, values.cache_policy_id),
    originRequestPolicy: originRequestPolicyOf(configuration, values.origin_request_policy_id),
    responseHeadersPolicy: responseHeadersPolicyOf(configuration, values.response_headers_policy_id),
    keyGroups,
    encryptsFields: textOf(values.field_level_encryption_id) !== "",
  };
}

function attachedOf(
  configuration: Configuration,
  functions: readonly FunctionArtifact[],
  association: Block,
  arn: unknown,
): AttachedFunction {
  const isLambda = association.lambda_arn !== undefined;
  const values = configuration.resource(addressIn(arn) ?? "");
  const file = textOf(isLambda ? values?.filename : values?.code);
  // `${path.module}/functions/a.zip`, or `${file("${path.module}/functions/a.js")}`.
  const built = functions.find((one) => /\$\{path\.module\}\/([^"}]+)/.exec(file)?.[1] === one.file);
  return {
    event: textOf(association.event_type) as EdgeEvent,
    name: built?.name ?? textOf(values?.name ?? values?.function_name, textOf(arn)),
    runtime: isLambda ? "lambda-at-edge" : "cloudfront-function",
    handlers: built?.handlers ?? [],
    bytes: built?.bytes,
    budgetBytes: built?.budgetBytes,
    viewerHeaders: built?.viewerHeaders ?? [],
    includesBody: association.include_body === true,
  };
}

function webAclOf(configuration: Configuration, attribute: string): WebAcl {
  const values = configuration.resource(addressIn(attribute) ?? "");
  if (values === undefined) return { name: configuration.valueOf(attribute), rules: [] };
  const rules = blocks(values.rule).map((rule) => {
    const rate = block(block(rule.statement).rate_based_statement);
    const actions = [block(rule.action), block(rule.override_action)];
    return {
      name: textOf(rule.name),
      rate:
        rate.limit === undefined
          ? undefined
          : { requests: numberOf(rate.limit, 0), seconds: numberOf(rate.evaluation_window_sec, 300) },
      onlyCounts: actions.some(({ count }) => count !== undefined),
    };
  });
  return { name: textOf(values.name), rules };
}
