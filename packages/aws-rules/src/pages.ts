const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** The pages of AWS's documentation that the rules stand on. */
export const pages = {
  quotas: `${guide}/cloudfront-limits.html`,
  behaviorSettings: `${guide}/DownloadDistValuesCacheBehavior.html`,
  cachePolicies: `${guide}/using-managed-cache-policies.html`,
  originRequestPolicies: `${guide}/using-managed-origin-request-policies.html`,
  responseHeadersPolicies: `${guide}/using-managed-response-headers-policies.html`,
  edgeFunctionRestrictions: `${guide}/edge-function-restrictions-all.html`,
  cloudFrontFunctionRestrictions: `${guide}/cloudfront-function-restrictions.html`,
  lambdaAtEdgeRestrictions: `${guide}/lambda-at-edge-function-restrictions.html`,
  edgeFunctionChoice: `${guide}/edge-functions-choosing.html`,
  runtime: `${guide}/functions-javascript-runtime-20.html`,
  asyncAwait: `${guide}/async-await-syntax.html`,
  eventStructure: `${guide}/functions-event-structure.html`,
  keyValueStoreMethods: `${guide}/functions-custom-methods.html`,
  originModification: `${guide}/helper-functions-origin-modification.html`,
  webTokens: `${guide}/cwt-support-cloudfront-functions.html`,
  generalHelpers: `${guide}/general-helper-methods.html`,
  lambdaEventStructure: `${guide}/lambda-event-structure.html`,
  lambdaGeneratedResponses: `${guide}/lambda-generating-http-responses.html`,
  originTimeouts: `${guide}/DownloadDistValuesOrigin.html`,
  continuousDeployment: `${guide}/understanding-continuous-deployment.html`,
  createFunctionApi: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
  createLambdaApi: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  cloudFrontPrices: "https://aws.amazon.com/cloudfront/pricing/",
  lambdaPrices: "https://aws.amazon.com/lambda/pricing/",
} as const;
