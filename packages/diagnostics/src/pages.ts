const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** The pages of AWS's documentation that the rules come from. */
export const pages = {
  quotas: `${guide}/cloudfront-limits.html`,
  behaviorSettings: `${guide}/DownloadDistValuesCacheBehavior.html`,
  cachePolicies: `${guide}/using-managed-cache-policies.html`,
  originRequestPolicies: `${guide}/using-managed-origin-request-policies.html`,
  responseHeadersPolicies: `${guide}/using-managed-response-headers-policies.html`,
  responseHeaders: `${guide}/understanding-response-headers-policies.html`,
  originCustomHeaders: `${guide}/add-origin-custom-headers.html`,
  edgeFunctionRestrictions: `${guide}/edge-function-restrictions-all.html`,
  cloudFrontFunctionRestrictions: `${guide}/cloudfront-function-restrictions.html`,
  lambdaAtEdgeRestrictions: `${guide}/lambda-at-edge-function-restrictions.html`,
  edgeFunctionChoice: `${guide}/edge-functions-choosing.html`,
  lambdaVariables: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  runtime: `${guide}/functions-javascript-runtime-20.html`,
  runtime10: `${guide}/functions-javascript-runtime-10.html`,
  asyncAwait: `${guide}/async-await-syntax.html`,
  eventStructure: `${guide}/functions-event-structure.html`,
  keyValueStoreMethods: `${guide}/functions-custom-methods.html`,
  originModification: `${guide}/helper-functions-origin-modification.html`,
  webTokens: `${guide}/cwt-support-cloudfront-functions.html`,
  saasManagerHelpers: `${guide}/saas-specific-logic-function-code.html`,
  generalHelpers: `${guide}/general-helper-methods.html`,
  lambdaEventStructure: `${guide}/lambda-event-structure.html`,
  lambdaRequestBody: `${guide}/lambda-include-body-access.html`,
  badGateway: `${guide}/http-502-bad-gateway.html`,
  serviceUnavailable: `${guide}/http-503-service-unavailable.html`,
  lambdaGeneratedResponses: `${guide}/lambda-generating-http-responses.html`,
  originTimeouts: `${guide}/DownloadDistValuesOrigin.html`,
  compression: `${guide}/ServingCompressedFiles.html`,
  continuousDeployment: `${guide}/understanding-continuous-deployment.html`,
  originFailover: `${guide}/high_availability_origin_failover.html`,
  lambdaPermissions: `${guide}/lambda-edge-permissions.html`,
  alternateNames: `${guide}/CNAMEs.html`,
  customErrorPages: `${guide}/GeneratingCustomErrorResponses.html`,
  vpcOrigins: `${guide}/private-content-vpc-origins.html`,
  originAccessControlApi:
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html",
  lambdaHandler: "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html",
  lambdaRuntimes: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  createFunctionApi: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
  createLambdaApi: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  cloudFrontPrices: "https://aws.amazon.com/cloudfront/pricing/",
  lambdaPrices: "https://aws.amazon.com/lambda/pricing/",
} as const;

/** Pages of this project, relative to its root, for rules that are not AWS's. */
export const ourPages = {
  handlers: "packages/edge-sdk/README.md",
  environments: "environments/schema.ts",
} as const;
