import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

const terraform = (wrong: string, right: string) => ({ code: { form: "terraform", wrong, right } }) as const;
const environment = (wrong: string, right: string) => ({ code: { form: "environment", wrong, right } }) as const;

/** Rules about the things that a distribution points at: hosts, objects and web ACLs that must exist and fit. */
export const targetRules = {
  "FE-DST-100": {
    title: "A regional web ACL",
    reason: "CloudFront takes web ACLs of the scope CLOUDFRONT only, which are in us-east-1.",
    page: pages.webAcls,
    examples: terraform('scope = "REGIONAL"', 'scope = "CLOUDFRONT"'),
  },
  "FE-DST-101": {
    title: "A bucket as a custom origin",
    reason:
      "CloudFront can't sign requests to a custom origin, so the bucket would have to be public for CloudFront to read it.",
    page: pages.originAccess,
    examples: environment(
      'origins: { pages: { type: "custom", domainName: "docs.s3.eu-west-1.amazonaws.com" } }',
      'origins: { pages: { type: "static" } }',
    ),
  },
  "FE-DST-102": {
    title: "HTTPS to an S3 website endpoint",
    reason: "S3 serves website endpoints by HTTP only: CloudFront can't connect to them by HTTPS.",
    page: pages.websiteEndpoints,
    examples: terraform(
      'domain_name = "docs.s3-website-eu-west-1.amazonaws.com"\ncustom_origin_config { origin_protocol_policy = "https-only" }',
      'domain_name = "docs.s3-website-eu-west-1.amazonaws.com"\ncustom_origin_config { origin_protocol_policy = "http-only" }',
    ),
  },
  "FE-DST-103": {
    title: "A distribution's own alias as its origin",
    reason: "The alias leads to the distribution, so each request would come back to CloudFront until it gives up.",
    page: pages.badGateway,
    examples: environment(
      'aliases: ["www.example.com"],\norigins: { site: { type: "custom", domainName: "www.example.com" } }',
      'aliases: ["www.example.com"],\norigins: { site: { type: "custom", domainName: "origin.example.com" } }',
    ),
  },
  "FE-DST-104": {
    title: "A root object that the content lacks",
    reason: "A request for / gets the default root object, so each such request would be answered with an error.",
    page: pages.defaultRootObject,
    examples: environment('defaultRootObject: "idnex.html"', 'defaultRootObject: "index.html"'),
  },
  "FE-DST-105": {
    title: "An error page that the content lacks",
    reason: "If CloudFront can't get a custom error page, viewers get the status of the page's request instead.",
    page: pages.customErrorPages,
    examples: environment('notFoundPage: "/40.html"', 'notFoundPage: "/404.html"'),
  },
  "FE-DST-106": {
    title: "A part of the request that no policy passes on to an origin event",
    reason:
      "A function at an origin event gets those headers, cookies and query parameters that the cache policy or the origin request policy of its behavior lists.",
    page: pages.originRequests,
    examples: environment(
      'originRequest: ["by-session"], // it reads the cookie \'session\'\ncachePolicy: "CachingDisabled"',
      'originRequest: ["by-session"], // it reads the cookie \'session\'\ncachePolicy: "CachingDisabled",\noriginRequestPolicy: { cookiesConfig: { cookieBehavior: "whitelist", cookies: ["session"] } }',
    ),
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
