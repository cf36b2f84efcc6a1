import { ourPages, pages } from "../pages.ts";
import type { Rule } from "./rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about stacks as a whole: their names, their files, and what they use of an account's quotas. */
export const stackRules = {
  "FE-STK-001": {
    title: "More resources than an account may have",
    reason: "AWS limits how many resources of a kind an account has; most of these quotas can be raised.",
    page: pages.quotas,
    examples: environment(
      "// 21 environments of one account, each with a response headers policy",
      "// what AWS granted\ngrantedQuotas: { responseHeadersPolicies: 40 }",
    ),
  },
  "FE-STK-002": {
    title: "A resource that too many distributions share",
    reason: "AWS limits how many distributions use one policy, origin access control, key group or function.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "# 101 distributions\ncache_policy_id = aws_cloudfront_cache_policy.shared.id",
        right: "# 51 distributions use one policy, 50 another\ncache_policy_id = aws_cloudfront_cache_policy.second.id",
      },
    },
  },
  "FE-STK-003": {
    title: "A function's name that AWS rejects",
    reason: "Names of functions consist of at most 64 letters, digits, '-' and '_'.",
    page: pages.createFunctionApi,
    examples: environment('handlers: { "país": {} }', "handlers: { country: {} }"),
  },
  "FE-STK-004": {
    title: "A file or folder that does not exist",
    reason: "A stack deploys files of the repository that its environment names.",
    page: ourPages.environments,
    examples: environment('content: "content/sight"', 'content: "content/site"'),
  },
  "FE-STK-005": {
    title: "Two stacks of one name",
    reason: "The stacks of an environment share one name space: folders, states and tags are named by it.",
    page: ourPages.environments,
    examples: environment(
      "distributions: { shop: {} },\nhttpApis: { shop: {} }",
      "distributions: { shop: {} },\nhttpApis: { basket: {} }",
    ),
  },
  "FE-STK-006": {
    title: "A stack whose configuration is gone",
    reason: "The resources of a stack stay until it is destroyed, even if no environment has it any more.",
    page: ourPages.environments,
    examples: {
      code: {
        form: "shell",
        wrong: "git rm environments/qa.ts",
        right: "terraform -chdir=cdktf.out/stacks/site-qa destroy",
      },
    },
  },
  "FE-STK-007": {
    title: "A file that extends a stack exports a function by default",
    reason:
      "A distribution can name a TypeScript file with `extend`. Synthesis calls the file's default export with the distribution's constructs.",
    page: "stacks/distribution/extend.ts",
    examples: {
      code: {
        form: "portable",
        wrong: "export const extend = ({ distribution }) => { … };",
        right: "export default (({ distribution }) => { … }) satisfies Extend;",
      },
    },
  },
  "FE-STK-008": {
    title: "An argument that an allowed provider does not have",
    reason: "A stack allows a range of AWS providers, and Terraform may use the oldest of them.",
    page: ourPages.providers,
    examples: {
      code: {
        form: "terraform",
        wrong: '# required_providers: aws ">= 5.100.0"\nresponse_completion_timeout = 60',
        right: '# required_providers: aws ">= 6.13.0"\nresponse_completion_timeout = 60',
      },
    },
  },
  "FE-STK-009": {
    title: "An API whose source can't be bundled",
    reason: "The bundler could not parse the source of an API, or could not resolve an import.",
    page: ourPages.environments,
    examples: {
      code: {
        form: "portable",
        wrong: 'import { list } from "./orders-table";\nexport async function handler() { return list(); }',
        right: 'import { list } from "./orders.ts";\nexport async function handler() { return list(); }',
      },
    },
  },
  "FE-STK-010": {
    title: "An API without a handler",
    reason: "Lambda calls the function that the source of an API exports by the name 'handler'.",
    page: pages.lambdaHandler,
    examples: {
      code: {
        form: "portable",
        wrong: "export default async () => ({ statusCode: 200 });",
        right: "export const handler = async () => ({ statusCode: 200 });",
      },
    },
  },
  "FE-STK-011": {
    title: "Stacks that use each other's outputs",
    reason: "Terraform applies a stack after those whose outputs it uses, so that these can't go in a circle.",
    page: ourPages.environments,
    examples: environment(
      'distributions: {\n  shop: { origins: { blog: { type: "custom", domainName: { stack: "blog", output: "distribution_domain_name" } } } },\n  blog: { origins: { shop: { type: "custom", domainName: { stack: "shop", output: "distribution_domain_name" } } } },\n}',
      'distributions: {\n  shop: { origins: { blog: { type: "custom", domainName: { stack: "blog", output: "distribution_domain_name" } } } },\n  blog: { origins: { pages: { type: "static" } } },\n}',
    ),
  },
  "FE-STK-020": {
    title: "A tag that begins with 'aws:'",
    reason: "AWS keeps the prefix 'aws:', in any case of its letters, for itself, and rejects it in tags of yours.",
    page: pages.tags,
    examples: environment('tags: { "aws:team": "web" }', 'tags: { team: "web" }'),
  },
  "FE-STK-021": {
    title: "More than 50 tags",
    reason: "A resource has 50 tags at most, those of the provider's default tags included.",
    page: pages.tags,
    examples: {
      code: {
        form: "terraform",
        wrong: 'tags = { for part in range(51) : "part-${part}" => "" }',
        right: 'tags = { parts = "0-50" }',
      },
    },
  },
  "FE-STK-022": {
    title: "A local state outside of the loopback",
    reason:
      "A state on one machine is lost with the machine, and not locked against other people and CI: AWS's resources would remain, and Terraform would know none of them.",
    page: ourPages.deploying,
    examples: environment(
      'account: "111111111111",\nstate: { type: "local" }',
      'account: "111111111111",\nstate: { type: "s3", bucket: "terraform-state-111111111111", region: "eu-west-1" }',
    ),
  },
  "FE-STK-023": {
    title: "A region that does not exist",
    reason: "AWS's page lists all regions. An unknown one fails when Terraform first connects to it.",
    page: pages.regions,
    examples: environment('region: "eu-wst-1"', 'region: "eu-west-1"'),
  },
  "FE-STK-024": {
    title: "A malformed ARN",
    reason: "An ARN has a partition, a service, a region, an account and a resource, divided by ':'.",
    page: pages.arns,
    examples: {
      code: {
        form: "terraform",
        wrong: 'acm_certificate_arn = "arn:aws:acm:us-east-1:certificate/1234"',
        right: 'acm_certificate_arn = "arn:aws:acm:us-east-1:111111111111:certificate/1234"',
      },
    },
  },
  "FE-STK-035": {
    title: "An imported resource that the stack does not have",
    reason:
      "'adopt' says which resources of a stack exist in AWS already, by their addresses. One that the stack no longer has can't be imported.",
    page: ourPages.deploying,
    examples: {
      code: {
        form: "terraform",
        wrong: 'adopt(stack, { imported: { "aws_cloudfront_function.redirect": { id: "redirects" } } })',
        right: 'adopt(stack, { imported: { "aws_cloudfront_function.redirects": { id: "redirects" } } })',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-STK-${string}`, Rule>>;
