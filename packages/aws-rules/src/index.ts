export { pages } from "@featheredge/diagnostics";
export {
  type AccountCounted,
  accountCounted,
  checkAccountCount,
  checkFunctionStores,
  checkStoreFunctions,
} from "./accounts/counts.ts";
export { checkSharing, type SharedKind } from "./accounts/sharing.ts";
export {
  type BehaviorAssociations,
  checkAssociations,
  type FunctionAssociation,
  isViewerEvent,
} from "./associations/associations.ts";
export {
  checkVpcOriginFunction,
  checkVpcOriginGrpc,
  type FunctionBeforeVpcOrigin,
} from "./associations/vpc-origins.ts";
export { isCompressible } from "./compression/compression.ts";
export { findTakenAliases, type PlacedAlias } from "./distributions/aliases.ts";
export { type BehaviorFeatures, checkFieldLevelEncryption, checkGrpc } from "./distributions/behavior-features.ts";
export { checkDistributionCount, checkKeyGroups, checkKeys, checkOriginHeaders } from "./distributions/counts.ts";
export { checkErrorResponse, type ErrorResponse, errorCodes } from "./distributions/error-pages.ts";
export { checkFailoverStatuses, checkGroupMethods, failoverStatuses } from "./distributions/failover.ts";
export { checkEncryptedFields, checkQueryArgumentProfiles } from "./distributions/field-level-encryption.ts";
export {
  type AccessControlOfOrigin,
  checkOriginAccess,
  originAccessControlValues,
} from "./distributions/origin-access-control.ts";
export {
  checkCompletionTimeout,
  checkMutualTlsGrpc,
  checkOriginSetting,
  type OriginSetting,
} from "./distributions/origin-settings.ts";
export { checkOriginShieldRegion, originShieldRegions } from "./distributions/origin-shield.ts";
export { checkPublicKey } from "./distributions/public-keys.ts";
export { checkStagingWeight } from "./distributions/staging.ts";
export {
  type CustomOrigin,
  checkCustomOrigin,
  checkOwnAlias,
  checkWebAclScope,
  missingErrorPage,
  missingRootObject,
} from "./distributions/targets.ts";
export { securityPolicies } from "./distributions/viewer-tls.ts";
export { distributionComment, logRetention, objectTags } from "./environment-limits.ts";
export { type EdgeEvent, type EdgeRuntime, edgeEvents, edgeRuntimes } from "./events.ts";
export { checkFunctionCodeSize, checkLambdaCodeSize } from "./functions/code-size.ts";
export { checkFunctionName } from "./functions/function-name.ts";
export {
  checkCallback,
  checkLambdaArn,
  checkLambdaConfiguration,
  checkLambdaRegion,
  checkLambdaTrust,
  type LambdaConfiguration,
  type LambdaFeature,
} from "./functions/lambda-configuration.ts";
export { checkLambdaRuntime, type NodeRuntime, nodeRuntimes, nodeRuntimesSource } from "./functions/lambda-runtimes.ts";
export { checkLambdaVariable, lambdaVariables, lambdaVariablesSource } from "./functions/lambda-variables.ts";
export { checkOriginProperties, type OriginPropertiesCheck } from "./functions/origin-modification.ts";
export {
  checkOriginHeader,
  checkPolicyHeader,
  keptHeaders,
  originDeniedHeaderPrefixes,
  originDeniedHeaders,
  originHeadersSource,
  policyHeadersSource,
} from "./headers/added-headers.ts";
export {
  checkHeaderCase,
  checkHeaderChange,
  checkReplacedHeaders,
  forbiddenHeaderPrefixes,
  forbiddenHeaders,
  headerRulesSource,
  isForbiddenHeader,
  isReadOnlyHeader,
  readOnlyHeaders,
} from "./headers/header-rules.ts";
export { checkHeaderName, checkHeaderText } from "./headers/header-syntax.ts";
export { globals, type RefusedGlobal, refusedGlobals } from "./language/globals.ts";
export { type FunctionRuntime, functionRuntimes, type Language } from "./language/language.ts";
export { languageOf } from "./language/language-of.ts";
export {
  commonMembers,
  prototypeMembers,
  type RefusedMethod,
  refusedMethods,
  staticMembers,
} from "./language/members.ts";
export { cryptoAlgorithms, digestEncodings, type LanguageModule, languageModules } from "./language/modules.ts";
export {
  type RefusedSyntax,
  refusedForms,
  refusedSyntax,
  syntaxDetails,
  syntaxNodes,
} from "./language/syntax.ts";
export { checkCustomLogData, checkLogFields, checkLogPrefix, checkLogSourceRegion } from "./logs/check-logs.ts";
export {
  logFormats,
  suffixPathCharacters,
  suffixPathMistake,
  suffixPathOf,
  suffixPathVariables,
} from "./logs/delivery.ts";
export {
  type AccessLogField,
  accessLogFields,
  customLogDataFields,
  defaultAccessLogFields,
  defaultRealtimeLogFields,
  parquetColumn,
  type RealtimeLogField,
  realtimeLogFields,
} from "./logs/fields.ts";
export { checkArn } from "./names/arns.ts";
export {
  certificateKeyAlgorithms,
  certificateNames,
  certificateNamesFor,
  checkCoverage,
  isCovered,
  type NamedCertificate,
} from "./names/certificates.ts";
export { distributionHostedZone, zoneOf } from "./names/hosted-zones.ts";
export { checkRegion, regionForm } from "./names/regions.ts";
export { checkBehaviorOrder } from "./path-patterns/behavior-order.ts";
export { type EncodedPath, findEncodedPath } from "./path-patterns/encoded-paths.ts";
export { findPath, type PathQuestion } from "./path-patterns/find-path.ts";
export { matchWildcards } from "./path-patterns/match-wildcards.ts";
export { normalizePath } from "./path-patterns/normalize-path.ts";
export type { OrderedBehavior } from "./path-patterns/ordered-behavior.ts";
export { findOverlaps, type Overlap } from "./path-patterns/overlaps.ts";
export {
  checkPathPattern,
  findTakenPathPatterns,
  matchPathPattern,
  type PlacedPathPattern,
} from "./path-patterns/path-pattern.ts";
export { type Grant, permissionsOfType, typesWithPermissions } from "./permissions/index.ts";
export {
  alwaysForwardedHeaders,
  checkForwardedRead,
  type ForwardedNames,
  type Forwarding,
  managedForwarding,
  type RequestRead,
} from "./policies/forwarding.ts";
export {
  type ManagedCachePolicy,
  type ManagedOriginRequestPolicy,
  managedCachePolicies,
  managedOriginRequestPolicies,
} from "./policies/managed-contents.ts";
export { managedPolicies, type PolicyKind, policyKinds } from "./policies/managed-policies.ts";
export {
  checkCustomHeaders,
  checkHeaderValue,
  checkPolicyNameLength,
  checkPolicyNames,
} from "./policies/policy-contents.ts";
export { checkPolicy, policyId } from "./policies/policy-lookup.ts";
export {
  type CacheSettings,
  type CorsSettings,
  checkAddedHeaders,
  checkCacheSettings,
  checkCors,
  checkForwardedHeader,
  checkXssProtection,
  referrerPolicies,
} from "./policies/policy-settings.ts";
export { comparePlans, type PlanCost } from "./prices/compare-plans.ts";
export { type Cost, cloudFrontFunctionCost, lambdaAtEdgeCost } from "./prices/cost.ts";
export { type CostLine, type MonthlyUse, monthlyCost, transferCost } from "./prices/monthly-cost.ts";
export { prices, pricesAsOf, unverifiedPricePages } from "./prices/prices.ts";
export {
  checkPlan,
  checkPlanCount,
  checkPlanSharing,
  type PlannedDistribution,
} from "./pricing-plans/check-plan.ts";
export {
  type FlatRatePlan,
  flatRatePlanOf,
  flatRatePlans,
  flatRatePlansSource,
  type PlanFeature,
  type PricingPlan,
  planFeatures,
  planHas,
  pricingPlans,
} from "./pricing-plans/plans.ts";
export { checkProviderArgument, type NewerArgument, newerArguments } from "./providers/newer-arguments.ts";
export { cloudFrontFunctionQuotas } from "./quotas/cloudfront-functions.ts";
export {
  accountQuotas,
  distributionQuotas,
  fieldLevelEncryptionQuotas,
  policyQuotas,
  sharingQuotas,
} from "./quotas/distributions.ts";
export { keyValueStoreQuotas } from "./quotas/key-value-stores.ts";
export { type LambdaAtEdgeRunQuotas, lambdaAtEdgeQuotas, lambdaAtEdgeRunQuotas } from "./quotas/lambda-at-edge.ts";
export type { Quota, Quotas } from "./quotas/quota.ts";
export { checkStoreEntry, checkStoreSize, checkStoreUpdate, type KeyValuePair } from "./quotas/store-contents.ts";
export {
  checkGeneratedResponse,
  checkReplacedBody,
  checkStatusChange,
  checkStatusCodeType,
  checkStatusType,
  type GeneratedResponse,
} from "./responses/generated-response.ts";
export { checkStatusKey, type StatusKey, statusKeys } from "./responses/status-key.ts";
export { checkUri } from "./responses/uri.ts";
export type { Source } from "./sources.ts";
export { checkTags, isReservedTag, resourceTags } from "./tags.ts";
