import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

/** Rules about path patterns and the order of behaviors. */
export const pathRules = {
  "FE-DST-016": {
    title: "An empty path pattern",
    reason: "A path pattern has at least one character.",
    page: pages.behaviorSettings,
    examples: {
      code: { form: "environment", wrong: 'pathPattern: ""', right: 'pathPattern: "*"' },
    },
  },
  "FE-DST-017": {
    title: "A path pattern that is too long",
    reason: "A path pattern has at most 255 characters.",
    page: pages.behaviorSettings,
    examples: {
      code: { form: "environment", wrong: 'pathPattern: "/a…a" // 300 characters', right: 'pathPattern: "/a*"' },
    },
  },
  "FE-DST-018": {
    title: "A character that path patterns don't take",
    reason: "CloudFront takes letters, digits and some signs in a path pattern, and two wildcards.",
    page: pages.behaviorSettings,
    examples: {
      code: { form: "environment", wrong: 'pathPattern: "/a b/*"', right: 'pathPattern: "/a?b/*"' },
    },
  },
  "FE-DST-019": {
    title: "A path pattern that is taken",
    reason: "A distribution has one behavior for each path pattern.",
    page: pages.behaviorSettings,
    examples: {
      code: {
        form: "environment",
        wrong: 'behaviors: [{ pathPattern: "/a/*" }, { pathPattern: "a/*" }]',
        right: 'behaviors: [{ pathPattern: "/a/*" }]',
      },
    },
  },
  "FE-DST-020": {
    title: "A behavior that gets no requests",
    reason:
      "CloudFront uses the first behavior that matches, so a behavior after one that matches more gets no requests.",
    page: pages.behaviorSettings,
    examples: {
      code: {
        form: "environment",
        wrong: 'behaviors: [{ pathPattern: "/a*" }, { pathPattern: "/a/b" }]',
        right: 'behaviors: [{ pathPattern: "/a/b" }, { pathPattern: "/a*" }]',
      },
    },
  },
  "FE-DST-021": {
    title: "A path pattern that matches no normalized path",
    reason: "CloudFront compares the normalized path, which has no repeated slashes and no '.' or '..' segments.",
    page: pages.behaviorSettings,
    examples: {
      code: { form: "environment", wrong: 'pathPattern: "/a//b"', right: 'pathPattern: "/a/b"' },
    },
  },
  "FE-DST-022": {
    title: "A behavior that does not get all requests for its objects",
    reason: "CloudFront uses the first behavior that matches, so an earlier behavior takes some of the requests.",
    page: pages.behaviorSettings,
    examples: {
      code: {
        form: "environment",
        wrong: 'behaviors: [{ pathPattern: "*.jpg" }, { pathPattern: "/members/*", viewerRequest: ["members-auth"] }]',
        right: 'behaviors: [{ pathPattern: "/members/*", viewerRequest: ["members-auth"] }, { pathPattern: "*.jpg" }]',
      },
    },
  },
  "FE-DST-023": {
    title: "A behavior that percent-encoded paths go around",
    reason: "CloudFront matches the path as it is encoded, and S3 decodes it.",
    page: pages.behaviorSettings,
    examples: {
      code: {
        form: "environment",
        wrong:
          'behaviors: [{ pathPattern: "/members/*", origin: "site", viewerRequest: ["members-auth"] }],\ndefaultBehavior: { origin: "site" }',
        right:
          'behaviors: [{ pathPattern: "/members/*", origin: "members", viewerRequest: ["members-auth"] }],\ndefaultBehavior: { origin: "site" }',
      },
    },
  },
  "FE-DST-024": {
    title: "Path patterns that can't be compared",
    reason: "When path patterns have very many wildcards, the check can't find out if each behavior gets requests.",
    page: pages.behaviorSettings,
    examples: {
      code: { form: "environment", wrong: 'pathPattern: "*a*b*c*d*e*f*g*h*"', right: 'pathPattern: "/a/*"' },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
