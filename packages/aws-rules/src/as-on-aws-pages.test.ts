import { describe, expect, it } from "vitest";
import {
  accountQuotas,
  cloudFrontFunctionQuotas,
  distributionQuotas,
  failoverStatuses,
  fieldLevelEncryptionQuotas,
  forbiddenHeaderPrefixes,
  forbiddenHeaders,
  headerRulesSource,
  keptHeaders,
  keyValueStoreQuotas,
  lambdaAtEdgeQuotas,
  lambdaAtEdgeRunQuotas,
  lambdaVariables,
  lambdaVariablesSource,
  managedPolicies,
  nodeRuntimes,
  nodeRuntimesSource,
  originAccessControlValues,
  originDeniedHeaderPrefixes,
  originDeniedHeaders,
  originHeadersSource,
  type PolicyKind,
  policyHeadersSource,
  policyKinds,
  policyQuotas,
  type Quota,
  readOnlyHeaders,
  type Source,
  sharingQuotas,
} from "./index.ts";

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** Each table was written down from the page named with it, apart from the table that it is compared with. */
const readInSeptember = (page: string) => ({ page, readOn: "2026-09" });
const sourceOf = ({ page, readOn }: Source) => ({ page, readOn });

describe("the managed policies", () => {
  const pages: Readonly<Record<PolicyKind, readonly [page: string, table: string]>> = {
    cache: [
      "using-managed-cache-policies.html",
      `Amplify                                    2e54312d-136d-493c-8eb9-b001f22f67d2
       CachingDisabled                            4135ea2d-6df8-44a3-9df3-4b5a84be39ad
       CachingOptimized                           658327ea-f89d-4fab-a63d-7e88639e58f6
       CachingOptimizedForUncompressedObjects     b2884449-e4de-46a7-ac36-70bc7f1ddd6d
       Elemental-MediaPackage                     08627262-05a9-4f76-9ded-b50ca2e3a84f
       UseOriginCacheControlHeaders               83da9c7e-98b4-4e11-a168-04f0df8e2c65
       UseOriginCacheControlHeaders-QueryStrings  4cc15a8a-d715-48a4-82b8-cc0b614638fe`,
    ],
    originRequest: [
      "using-managed-origin-request-policies.html",
      `AllViewer                                    216adef6-5c7f-47e4-b989-5492eafa07d3
       AllViewerAndCloudFrontHeaders-2022-06        33f36d7e-f396-46d9-90e0-52428a34d9dc
       AllViewerExceptHostHeader                    b689b0a8-53d0-40ab-baf2-68738e2966ac
       CORS-CustomOrigin                            59781a5b-3903-41f3-afcb-af62929ccde1
       CORS-S3Origin                                88a5eaf4-2fd4-4709-b370-b4c650ea3fcf
       Elemental-MediaTailor-PersonalizedManifests  775133bc-15f2-49f9-abea-afb2e0bf67d2
       HostHeaderOnly                               bf0718e1-ba1e-49d1-88b1-f726733018ae
       UserAgentRefererHeaders                      acba4595-bd28-49b8-b9fe-13317c0390fa`,
    ],
    responseHeaders: [
      "using-managed-response-headers-policies.html",
      `CORS-and-SecurityHeadersPolicy                 e61eb60c-9c35-4d20-a928-2b84e02af89c
       CORS-With-Preflight                            5cc3b908-e619-4b99-88e5-2cf7f45965bd
       CORS-with-preflight-and-SecurityHeadersPolicy  eaab4381-ed33-4a86-88ca-d9558dc6cd63
       SecurityHeadersPolicy                          67f7725c-6f97-4210-82d7-5512b31e9d03
       SimpleCORS                                     60669652-455b-4ae9-85a4-c4c02393f86c`,
    ],
  };

  it.each(Object.entries(pages) as [PolicyKind, [string, string]][])("of kind %s are the page's", (kind, page) => {
    const [name, table] = page;
    const rows = table.split("\n").map((line) => line.trim().split(/\s+/));
    expect(managedPolicies[kind]).toEqual(Object.fromEntries(rows));
    expect(sourceOf(policyKinds[kind])).toEqual(readInSeptember(`${guide}/${name}`));
  });
});

describe("the headers that a function must leave alone", () => {
  const disallowed = `Connection, Expect, Keep-Alive, Proxy-Authenticate, Proxy-Authorization, Proxy-Connection, Trailer,
    Upgrade, X-Accel-Buffering, X-Accel-Charset, X-Accel-Limit-Rate, X-Accel-Redirect, X-Amz-Cf-*, X-Amzn-Auth,
    X-Amzn-Cf-Billing, X-Amzn-Cf-Id, X-Amzn-Cf-Xff, X-Amzn-Errortype, X-Amzn-Fle-Profile, X-Amzn-Header-Count,
    X-Amzn-Header-Order, X-Amzn-Lambda-Integration-Tag, X-Amzn-RequestId, X-Cache, X-Edge-*, X-Forwarded-Proto,
    X-Real-IP`;
  const readOnly = {
    "viewer-request": "Content-Length, Host, Transfer-Encoding, Via",
    "origin-request": `Accept-Encoding, Content-Length, If-Modified-Since, If-None-Match, If-Range,
      If-Unmodified-Since, Transfer-Encoding, Via`,
    "origin-response": "Transfer-Encoding, Via",
    "viewer-response": "Content-Encoding, Content-Length, Transfer-Encoding, Via, Warning",
  };
  const namesOf = (list: string) => list.toLowerCase().split(/,\s+/);

  it("are the page's", () => {
    const prefixes = forbiddenHeaderPrefixes.map((prefix) => `${prefix}*`);
    expect([...forbiddenHeaders, ...prefixes].sort()).toEqual(namesOf(disallowed).sort());
    for (const [event, list] of Object.entries(readOnly)) {
      expect(readOnlyHeaders[event as keyof typeof readOnly]).toEqual(namesOf(list));
    }
    expect(sourceOf(headerRulesSource)).toEqual(readInSeptember(`${guide}/edge-function-restrictions-all.html`));
  });
});

describe("the headers that a configuration can't add or remove", () => {
  const unremovable = `Connection, Content-Encoding, Content-Length, Expect, Host, Keep-Alive, Proxy-Authenticate,
    Proxy-Authorization, Proxy-Connection, Trailer, Transfer-Encoding, Upgrade, Via, Warning, X-Accel-Buffering,
    X-Accel-Charset, X-Accel-Limit-Rate, X-Accel-Redirect, X-Amz-Cf-*, X-Amzn-Auth, X-Amzn-Cf-Billing, X-Amzn-Cf-Id,
    X-Amzn-Cf-Xff, X-Amzn-ErrorType, X-Amzn-Fle-Profile, X-Amzn-Header-Count, X-Amzn-Header-Order,
    X-Amzn-Lambda-Integration-Tag, X-Amzn-RequestId, X-Cache, X-Edge-*, X-Forwarded-Proto, X-Real-Ip`;
  const deniedToOrigins = `Cache-Control, Connection, Content-Length, Cookie, Host, If-Match, If-Modified-Since,
    If-None-Match, If-Range, If-Unmodified-Since, Max-Forwards, Pragma, Proxy-Authorization, Proxy-Connection, Range,
    Request-Range, TE, Trailer, Transfer-Encoding, Upgrade, Via, X-Amz-*, X-Edge-*, X-Real-Ip`;
  const namesOf = (list: string) => list.toLowerCase().split(/,\s+/).sort();
  const withPrefixes = (names: readonly string[], prefixes: readonly string[]) =>
    [...names, ...prefixes.map((prefix) => `${prefix}*`)].sort();

  it("in a response headers policy are the page's", () => {
    const names = [...forbiddenHeaders, ...keptHeaders];
    expect(withPrefixes(names, forbiddenHeaderPrefixes)).toEqual(namesOf(unremovable));
    expect(policyHeadersSource).toEqual({
      page: `${guide}/understanding-response-headers-policies.html`,
      readOn: "2026-11",
    });
  });

  it("in an origin are the page's", () => {
    expect(withPrefixes(originDeniedHeaders, originDeniedHeaderPrefixes)).toEqual(namesOf(deniedToOrigins));
    expect(originHeadersSource).toEqual({ page: `${guide}/add-origin-custom-headers.html`, readOn: "2026-11" });
  });
});

describe("an origin access control's values", () => {
  it("are the API reference's", () => {
    const { signingBehaviors, signingProtocols, originTypes } = originAccessControlValues;
    expect([...signingBehaviors].sort()).toEqual(["always", "always-amz-auth", "never", "no-override"]);
    expect([...signingProtocols].sort()).toEqual(["sigv4", "sigv4a"]);
    expect([...originTypes].sort()).toEqual(["lambda", "mediapackagev2", "mediastore", "s3"]);
    expect(sourceOf(originAccessControlValues)).toEqual(
      readInSeptember("https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html"),
    );
  });
});

describe("Lambda@Edge's Node.js runtimes", () => {
  it("are the page's, with a warning for the deprecated one and for the one that is not confirmed", () => {
    expect(Object.keys(nodeRuntimes)).toEqual(["nodejs20.x", "nodejs22.x", "nodejs24.x", "nodejs26.x"]);
    const warned = Object.entries(nodeRuntimes).filter(([, entry]) => "warning" in entry);
    expect(warned.map(([name]) => name)).toEqual(["nodejs20.x", "nodejs26.x"]);
    const page = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";
    expect(sourceOf(nodeRuntimesSource)).toEqual(readInSeptember(page));
  });
});

describe("the environment variables that Lambda sets", () => {
  it("are the page's, without those of other languages than JavaScript", () => {
    const reserved = `_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE
      AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
      AWS_SESSION_TOKEN AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR`;
    const others = "LANG PATH LD_LIBRARY_PATH NODE_PATH AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS TZ";
    expect([...lambdaVariables].sort()).toEqual(`${reserved} ${others}`.split(/\s+/).sort());
    const page = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";
    expect(sourceOf(lambdaVariablesSource)).toEqual({ page, readOn: "2026-11" });
  });
});

describe("the statuses that fail over", () => {
  it("are the page's", () => {
    expect(failoverStatuses.statuses).toEqual([400, 403, 404, 416, 429, 500, 502, 503, 504]);
    expect(sourceOf(failoverStatuses)).toEqual(readInSeptember(`${guide}/high_availability_origin_failover.html`));
  });
});

const viewer = lambdaAtEdgeRunQuotas["viewer-request"];
const origin = lambdaAtEdgeRunQuotas["origin-request"];

/** The words of the quotas page, its number in the unit of ours, and ours. */
const quotasPage: readonly (readonly [entity: string, value: number, ours: Quota])[] = [
  ["Tags that can be added to a distribution", 50, distributionQuotas.tags],
  ["Maximum length of a request", 20_480, distributionQuotas.requestHeaderBytes],
  ["Maximum length of an origin response, without the body", 20_480, distributionQuotas.responseHeaderBytes],
  ["Maximum length of a URL", 8_192, distributionQuotas.urlBytes],
  ["Real-time log configurations per account", 150, accountQuotas.realtimeLogConfigs],
  ["Alternate domain names per distribution", 100, distributionQuotas.aliases],
  ["Cache behaviors per distribution", 75, distributionQuotas.behaviors],
  ["Distributions per account", 500, accountQuotas.distributions],
  ["Distributions per origin access control", 100, sharingQuotas.distributionsPerOriginAccessControl],
  ["Origin access controls per account", 100, accountQuotas.originAccessControls],
  ["Origin access identities per account", 100, accountQuotas.originAccessIdentities],
  ["Origins per distribution", 100, distributionQuotas.origins],
  ["Origin groups per distribution", 10, distributionQuotas.originGroups],
  ["Staging distributions per account", 20, accountQuotas.stagingDistributions],
  ["Continuous deployment policies per account", 20, accountQuotas.continuousDeploymentPolicies],
  ["VPC origins per account", 25, accountQuotas.vpcOrigins],
  ["Distributions per VPC origin", 50, sharingQuotas.distributionsPerVpcOrigin],
  ["Distributions per web ACL", 100, sharingQuotas.distributionsPerWebAcl],
  ["Cache policies per account", 20, accountQuotas.cachePolicies],
  ["Origin request policies per account", 20, accountQuotas.originRequestPolicies],
  ["Response headers policies per account", 20, accountQuotas.responseHeadersPolicies],
  ["Distributions associated with the same cache policy", 100, sharingQuotas.distributionsPerCachePolicy],
  ["… origin request policy", 100, sharingQuotas.distributionsPerOriginRequestPolicy],
  ["… response headers policy", 100, sharingQuotas.distributionsPerResponseHeadersPolicy],
  ["Query strings, headers or cookies per policy", 10, policyQuotas.namesPerPolicy],
  ["Combined length of the names in a policy", 1_024, policyQuotas.nameCharactersPerPolicy],
  ["Custom headers per response headers policy", 10, policyQuotas.customHeadersPerPolicy],
  ["Headers to remove per response headers policy", 10, policyQuotas.removedHeadersPerPolicy],
  ["Code size of a CloudFront Function", 10_240, cloudFrontFunctionQuotas.codeBytes],
  ["Memory of a CloudFront Function", 2_097_152, cloudFrontFunctionQuotas.memoryBytes],
  ["CloudFront Functions per account", 100, cloudFrontFunctionQuotas.functionsPerAccount],
  ["Distributions associated with a single function", 100, sharingQuotas.distributionsPerFunction],
  ["Key value stores per function", 1, cloudFrontFunctionQuotas.keyValueStoresPerFunction],
  ["Size of a key value store", 5_242_880, keyValueStoreQuotas.storeBytes],
  ["Size of a key", 512, keyValueStoreQuotas.keyBytes],
  ["Size of a value", 1_024, keyValueStoreQuotas.valueBytes],
  ["Pairs in one update", 50, keyValueStoreQuotas.keysPerUpdate],
  ["Size of one update", 3_145_728, keyValueStoreQuotas.bytesPerUpdate],
  ["Functions per key value store", 100, keyValueStoreQuotas.functionsPerStore],
  ["Key value stores per account", 200, keyValueStoreQuotas.storesPerAccount],
  ["Distributions per account with Lambda@Edge", 500, lambdaAtEdgeQuotas.distributionsPerAccount],
  ["Lambda@Edge functions per distribution", 100, lambdaAtEdgeQuotas.functionsPerDistribution],
  ["Requests per second", 10_000, lambdaAtEdgeQuotas.requestsPerSecondPerRegion],
  ["Concurrent executions", 1_000, lambdaAtEdgeQuotas.concurrencyPerRegion],
  ["Memory at viewer events", 128, viewer.memoryMb],
  ["Function timeout at viewer events", 5, viewer.timeoutSeconds],
  ["Compressed size at viewer events", 1_048_576, viewer.codeBytes],
  ["Generated response at viewer events", 40_960, viewer.generatedResponseBytes],
  ["Exposed body at viewer events", 40_960, viewer.exposedBodyBytes],
  ["Memory at origin events", 10_240, origin.memoryMb],
  ["Function timeout at origin events", 30, origin.timeoutSeconds],
  ["Compressed size at origin events", 52_428_800, origin.codeBytes],
  ["Generated response at origin events", 1_048_576, origin.generatedResponseBytes],
  ["Exposed body at origin events", 1_048_576, origin.exposedBodyBytes],
  ["Files in invalidations in progress", 3_000, accountQuotas.invalidationPathsInProgress],
  ["Wildcards in invalidations in progress", 15, accountQuotas.invalidationWildcardsInProgress],
  ["Public keys in a key group", 5, distributionQuotas.keysPerKeyGroup],
  ["Key groups in a cache behavior", 4, distributionQuotas.keyGroupsPerBehavior],
  ["Public keys per account", 10, accountQuotas.publicKeys],
  ["Key groups per account", 10, accountQuotas.keyGroups],
  ["Distributions per key group", 100, sharingQuotas.distributionsPerKeyGroup],
  ["Field-level encryption configurations", 10, accountQuotas.fieldLevelEncryptionConfigs],
  ["Field-level encryption profiles", 10, accountQuotas.fieldLevelEncryptionProfiles],
  [
    "Distributions per field-level encryption configuration",
    20,
    sharingQuotas.distributionsPerFieldLevelEncryptionConfig,
  ],
  ["Fields to encrypt in one profile", 10, fieldLevelEncryptionQuotas.fieldsPerProfile],
  ["Query argument profile mappings per configuration", 5, fieldLevelEncryptionQuotas.queryArgumentProfilesPerConfig],
  ["Fields in a request body", 10, fieldLevelEncryptionQuotas.fieldsPerRequest],
  ["Length of a field to encrypt", 16_384, fieldLevelEncryptionQuotas.fieldBytes],
  ["Length of a request body", 1_048_576, fieldLevelEncryptionQuotas.requestBodyBytes],
  ["Custom headers that CloudFront adds to origin requests", 30, distributionQuotas.originCustomHeaders],
  ["Length of a header name", 256, policyQuotas.headerNameCharacters],
  ["Length of a header value", 1_783, policyQuotas.headerValueCharacters],
  ["Length of all header names and values", 10_240, policyQuotas.customHeaderCharacters],
];

describe("the quotas", () => {
  it.each(quotasPage)("%s: %d", (_, value, ours) => {
    expect(ours.value).toBe(value);
    expect(sourceOf(ours)).toEqual(readInSeptember(`${guide}/cloudfront-limits.html`));
  });

  it("have no row of the quotas page that is not compared", () => {
    const tables = [
      accountQuotas,
      cloudFrontFunctionQuotas,
      distributionQuotas,
      fieldLevelEncryptionQuotas,
      keyValueStoreQuotas,
      lambdaAtEdgeQuotas,
      policyQuotas,
      sharingQuotas,
      viewer,
      origin,
    ];
    const all = tables.flatMap((table): readonly Quota[] => Object.values(table));
    const compared = new Set(quotasPage.map(([, , ours]) => ours));
    const missing = all.filter((quota) => quota.page.endsWith("/cloudfront-limits.html") && !compared.has(quota));
    expect(missing).toEqual([]);
  });

  it("of other pages are those pages'", () => {
    const other = [
      [distributionQuotas.originResponseTimeoutSeconds, 120, "DownloadDistValuesOrigin.html"],
      [distributionQuotas.originKeepaliveTimeoutSeconds, 120, "DownloadDistValuesOrigin.html"],
      [distributionQuotas.originConnectTimeoutSeconds, 10, "DownloadDistValuesOrigin.html"],
      [distributionQuotas.originConnectAttempts, 3, "DownloadDistValuesOrigin.html"],
      [distributionQuotas.pathPatternCharacters, 255, "DownloadDistValuesCacheBehavior.html"],
      [accountQuotas.stagingTrafficPercent, 15, "understanding-continuous-deployment.html"],
      [lambdaAtEdgeQuotas.temporaryStorageMb, 512, "lambda-at-edge-function-restrictions.html"],
      [cloudFrontFunctionQuotas.logLineBytes, 10_240, "cloudfront-function-restrictions.html"],
    ] as const;
    for (const [ours, value, name] of other) {
      expect([ours.value, sourceOf(ours)]).toEqual([value, readInSeptember(`${guide}/${name}`)]);
    }
  });
});
