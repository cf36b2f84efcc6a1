import { ourPages, pages } from "../pages.ts";
import type { Rule } from "./rule.ts";

const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about the files in environments/. */
export const environmentRules = {
  "FE-ENV-001": {
    title: "An unknown key",
    reason: "An environment has the keys that environments/schema.ts describes, so that a typo can't be ignored.",
    page: ourPages.environments,
    examples: environment('acount: "111111111111"', 'account: "111111111111"'),
  },
  "FE-ENV-002": {
    title: "A missing key",
    reason: "environments/schema.ts describes which keys an environment must have.",
    page: ourPages.environments,
    examples: environment("export default {}", 'export default { account: "111111111111", region: "eu-west-1" }'),
  },
  "FE-ENV-003": {
    title: "A value that does not fit",
    reason: "environments/schema.ts describes the value of each key.",
    page: ourPages.environments,
    examples: environment("account: 111111111111", 'account: "111111111111"'),
  },
  "FE-ENV-004": {
    title: "An unknown environment",
    reason: "environments/index.ts lists the environments.",
    page: ourPages.environments,
    examples: { code: { form: "shell", wrong: "npx featheredge plan pord", right: "npx featheredge plan prod" } },
  },
  "FE-ENV-005": {
    title: "An environment's file that can't be read",
    reason: "The file of an environment is a module whose default export is the environment.",
    page: ourPages.environments,
    examples: environment('import { site } from "./sight.ts";', 'import { site } from "./site.ts";'),
  },
  "FE-ENV-006": {
    title: "An unknown origin",
    reason: "A behavior names one of its distribution's origins.",
    page: ourPages.environments,
    examples: environment(
      'origins: { pages: { type: "static" } },\ndefaultBehavior: { origin: "page" }',
      'origins: { pages: { type: "static" } },\ndefaultBehavior: { origin: "pages" }',
    ),
  },
  "FE-ENV-007": {
    title: "Aliases without a certificate",
    reason: "CloudFront serves a domain name of yours only with an ACM certificate for it in us-east-1.",
    page: pages.alternateNames,
    examples: environment(
      'aliases: ["www.example.com"]',
      'aliases: ["www.example.com"],\ncertificate: "arn:aws:acm:us-east-1:111111111111:certificate/…"',
    ),
  },
  "FE-ENV-008": {
    title: "A resource of another account",
    reason: "Certificates and web ACLs must be in the account of the distribution.",
    page: pages.alternateNames,
    examples: environment(
      'account: "111111111111",\ncertificate: "arn:aws:acm:us-east-1:222222222222:certificate/…"',
      'account: "111111111111",\ncertificate: "arn:aws:acm:us-east-1:111111111111:certificate/…"',
    ),
  },
  "FE-ENV-009": {
    title: "Shares of traffic that add up to more than 1",
    reason: "The behaviors of a distribution share its traffic.",
    page: ourPages.environments,
    examples: environment(
      "behaviors: [{ trafficShare: 0.8 }, { trafficShare: 0.3 }]",
      "behaviors: [{ trafficShare: 0.7 }, { trafficShare: 0.3 }]",
    ),
  },
  "FE-ENV-010": {
    title: "An unknown API",
    reason: "An origin of the type 'api' names one of the environment's APIs.",
    page: ourPages.environments,
    examples: environment(
      'apis: { orders: {} },\norigins: { orders: { type: "api", api: "order" } }',
      'apis: { orders: {} },\norigins: { orders: { type: "api", api: "orders" } }',
    ),
  },
  "FE-ENV-011": {
    title: "An unknown stack or output",
    reason: "An origin can refer to an output of another stack of its environment: `{ stack, output }`.",
    page: ourPages.environments,
    examples: environment(
      'apis: { orders: {} },\norigins: { orders: { type: "custom", domainName: { stack: "orders", output: "host" } } }',
      'apis: { orders: {} },\norigins: { orders: { type: "custom", domainName: { stack: "orders", output: "domain_name" } } }',
    ),
  },
  "FE-ENV-020": {
    title: "A name without a hosted zone",
    reason:
      "The records of aliases, and those that validate a certificate, are written to one of the environment's hosted zones.",
    page: ourPages.environments,
    examples: environment(
      'aliases: ["www.example.com"],\ncertificate: {}',
      'dns: { hostedZones: [{ name: "example.com" }] },\naliases: ["www.example.com"],\ncertificate: {}',
    ),
  },
  "FE-ENV-021": {
    title: "A canonical host that is not an alias",
    reason: "All requests are redirected to the canonical host, so the distribution must answer to it.",
    page: ourPages.environments,
    examples: environment(
      'aliases: ["example.com"],\ncanonicalHost: { host: "www.example.com" }',
      'aliases: ["example.com", "www.example.com"],\ncanonicalHost: { host: "www.example.com" }',
    ),
  },
  "FE-ENV-022": {
    title: "An environment without a stack",
    reason: "An environment that declares no distribution, API or other entry deploys nothing.",
    page: ourPages.environments,
    examples: environment("distributions: {}", "distributions: { site: { /* … */ } }"),
  },
  "FE-ENV-023": {
    title: "A foundation without a bucket for states",
    reason: "'foundation' makes the S3 bucket that 'state' names, so the state can't be a local file.",
    page: ourPages.deploying,
    examples: environment(
      'state: { type: "local" },\nfoundation: {}',
      'state: { type: "s3", bucket: "example-terraform-state", region: "eu-west-1" },\nfoundation: {}',
    ),
  },
  "FE-ENV-024": {
    title: "A resource type whose permissions are unknown",
    reason:
      "The roles of a foundation get the permissions that the types of the stacks' resources need, from a table of these types.",
    page: ourPages.deploying,
    examples: environment(
      'foundation: { github: { repository: "example/site" } } // and an extension adds an aws_dynamodb_table',
      'foundation: {\n  github: { repository: "example/site" },\n  permissions: {\n    aws_dynamodb_table: {\n      read: ["dynamodb:DescribeTable"],\n      write: ["dynamodb:CreateTable", "dynamodb:DeleteTable"],\n      resources: ["arn:aws:dynamodb:{region}:{account}:table/{environment}-*"],\n    },\n  },\n}',
    ),
  },
  "FE-ENV-033": {
    title: "An earlier name that is in use",
    reason:
      "Most resources can't be renamed in AWS, so a renamed entry keeps those that were made under its oldest name. Another entry of that name would want the same ones.",
    page: ourPages.environments,
    examples: environment(
      'distributions: { shop: { renamedFrom: "site" }, site: {} }',
      'distributions: { shop: { renamedFrom: "site" }, pages: {} }',
    ),
  },
  "FE-ENV-034": {
    title: "A renamed stack that no distribution names",
    reason: "'stacks' has the earlier names of stacks that distributions share by 'stack'.",
    page: ourPages.environments,
    examples: environment(
      'stacks: { web: { renamedFrom: "sites" } },\ndistributions: { shop: { stack: "wbe" } }',
      'stacks: { web: { renamedFrom: "sites" } },\ndistributions: { shop: { stack: "web" } }',
    ),
  },
  "FE-ENV-043": {
    title: "Continuous deployment of distributions that share a stack",
    reason:
      "A distribution with a candidate changes only when it is promoted, and its stack is applied as a whole then.",
    page: ourPages.promote,
    examples: environment(
      'site: { stack: "all", continuousDeployment: { weight: 0.05 } }, shop: { stack: "all" }',
      "site: { continuousDeployment: { weight: 0.05 } }, shop: {}",
    ),
  },
  "FE-ENV-044": {
    title: "Continuous deployment with HTTP/3",
    reason: "CloudFront does not attach a continuous deployment policy to a distribution that supports HTTP/3.",
    page: pages.continuousDeployment,
    examples: environment(
      'httpVersion: "http2and3", continuousDeployment: { weight: 0.05 }',
      'httpVersion: "http2", continuousDeployment: { weight: 0.05 }',
    ),
  },
  "FE-ENV-045": {
    title: "Host names of previews without a certificate",
    reason: "CloudFront serves a domain name of yours only with an ACM certificate for it in us-east-1.",
    page: pages.alternateNames,
    examples: environment(
      'preview: { domainName: "preview.example.com" }',
      'preview: { domainName: "preview.example.com", certificate: {} }',
    ),
  },
  "FE-ENV-046": {
    title: "A certificate or records of previews without host names",
    reason: "Without a domain, previews are selected by a header at the name that CloudFront gave their distribution.",
    page: ourPages.previews,
    examples: environment(
      "preview: { certificate: {} }",
      'preview: { domainName: "preview.example.com", certificate: {} }',
    ),
  },
  "FE-ENV-047": {
    title: "Previews at a name that another distribution has",
    reason: "An alternate domain name belongs to one distribution.",
    page: pages.alternateNames,
    examples: environment(
      'site: { aliases: ["*.example.com"], preview: { domainName: "example.com", certificate: {} } }',
      'site: { aliases: ["*.example.com"], preview: { domainName: "preview.example.com", certificate: {} } }',
    ),
  },
} as const satisfies Readonly<Record<`FE-ENV-${string}`, Rule>>;
