import { pages } from "../../pages.ts";
import { handler, type Rule } from "../rule.ts";

const failover = (statuses: string) =>
  `import cf from 'cloudfront';\nfunction handler(event) {\n  cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'b' }], failoverCriteria: { statusCodes: [${statuses}] } });\n  return event.request;\n}\n`;
const update = (change: string) =>
  `import cf from 'cloudfront';\nfunction handler(event) {\n  cf.updateRequestOrigin({ ${change} });\n  return event.request;\n}\n`;

/** Rules about the parts of a distribution: aliases, origins, counts and timeouts. */
export const partRules = {
  "FE-DST-001": {
    title: "An alias that is taken",
    reason: "CloudFront takes an alternate domain name in one distribution, whatever the account.",
    page: pages.alternateNames,
    examples: {
      code: {
        form: "environment",
        wrong: 'aliases: ["www.example.com", "WWW.example.com"]',
        right: 'aliases: ["www.example.com"]',
      },
    },
  },
  "FE-DST-002": {
    title: "Too many parts of a distribution",
    reason: "AWS limits the behaviors, origins, origin groups, aliases and tags of a distribution.",
    page: pages.quotas,
    examples: {
      code: {
        form: "environment",
        wrong: "behaviors: everyPage // 90 behaviors",
        right: "behaviors: everySection // 20 behaviors",
      },
    },
  },
  "FE-DST-003": {
    title: "Too many headers for an origin's requests",
    reason: "AWS limits the headers that CloudFront adds to the requests to an origin.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: '# 31 blocks\ncustom_header {\n  name  = "x-a"\n  value = "1"\n}',
        right: '# 30 blocks\ncustom_header {\n  name  = "x-a"\n  value = "1"\n}',
      },
    },
  },
  "FE-DST-004": {
    title: "Too many key groups for a behavior",
    reason: "AWS limits the key groups that a behavior trusts.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "trusted_key_groups = [local.five_groups]",
        right: "trusted_key_groups = [local.four_groups]",
      },
    },
  },
  "FE-DST-005": {
    title: "Too many keys in a key group",
    reason: "AWS limits the public keys of a key group.",
    page: pages.quotas,
    examples: {
      code: { form: "terraform", wrong: "items = [local.six_keys]", right: "items = [local.five_keys]" },
    },
  },
  "FE-DST-006": {
    title: "A status that origins don't fail over on",
    reason: "CloudFront fails over on the statuses that its page lists.",
    page: pages.originFailover,
    examples: {
      code: handler(failover("500, 418"), failover("500"), { fix: "Omit the others." }),
    },
  },
  "FE-DST-007": {
    title: "A timeout or a number of attempts out of range",
    reason: "CloudFront takes whole numbers within a range for an origin's timeouts and attempts.",
    page: pages.originTimeouts,
    examples: {
      code: handler(update("timeouts: { readTimeout: 121 }"), update("timeouts: { readTimeout: 120 }"), {
        fix: "Give one of these.",
      }),
    },
  },
  "FE-DST-008": {
    title: "Too much traffic for a staging distribution",
    reason: "A continuous deployment policy sends a staging distribution at most 15 % of the traffic.",
    page: pages.continuousDeployment,
    examples: {
      code: {
        form: "terraform",
        wrong: "single_weight_config { weight = 0.5 }",
        right: "single_weight_config { weight = 0.15 }",
      },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
