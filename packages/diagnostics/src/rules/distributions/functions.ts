import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

/** Rules about the functions of a distribution. */
export const associationRules = {
  "FE-DST-009": {
    title: "Several functions at one event",
    reason: "AWS takes one function for an event of a behavior.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      code: {
        form: "terraform",
        wrong:
          'function_association {\n  event_type   = "viewer-request"\n  function_arn = aws_cloudfront_function.a.arn\n}\nfunction_association {\n  event_type   = "viewer-request"\n  function_arn = aws_cloudfront_function.b.arn\n}',
        right:
          'function_association {\n  event_type   = "viewer-request"\n  function_arn = aws_cloudfront_function.both.arn\n}',
      },
    },
  },
  "FE-DST-010": {
    title: "A CloudFront Function at an origin event",
    reason: "CloudFront Functions run at viewer events only.",
    page: pages.edgeFunctionChoice,
    examples: {
      code: {
        form: "terraform",
        wrong: 'function_association { event_type = "origin-request" }',
        right: 'function_association { event_type = "viewer-request" }',
      },
    },
  },
  "FE-DST-011": {
    title: "Both runtimes on a behavior's viewer events",
    reason: "AWS does not mix CloudFront Functions and Lambda@Edge on the viewer events of one behavior.",
    page: pages.edgeFunctionRestrictions,
    examples: {
      code: {
        form: "terraform",
        wrong:
          'function_association { event_type = "viewer-request" }\nlambda_function_association { event_type = "viewer-response" }',
        right:
          'lambda_function_association { event_type = "viewer-request" }\nlambda_function_association { event_type = "viewer-response" }',
      },
    },
  },
  "FE-DST-012": {
    title: "Too many Lambda@Edge functions for a distribution",
    reason: "AWS limits the Lambda@Edge functions of a distribution; the quota can be raised.",
    page: pages.quotas,
    examples: {
      code: {
        form: "terraform",
        wrong: "# 101 behaviors with 101 functions",
        right: "# 101 behaviors share 40 functions",
      },
    },
  },
  "FE-DST-013": {
    title: "Lambda@Edge at an origin event of a VPC origin",
    reason: "VPC origins have no Lambda@Edge at origin events.",
    page: pages.vpcOrigins,
    examples: {
      code: {
        form: "terraform",
        wrong: 'lambda_function_association { event_type = "origin-request" }',
        right: 'lambda_function_association { event_type = "viewer-request" }',
      },
    },
  },
  "FE-DST-014": {
    title: "updateRequestOrigin() for a VPC origin",
    reason: "A function can select a VPC origin, but not update one.",
    page: pages.originModification,
    examples: {
      code: {
        form: "handler",
        wrong:
          "import cf from 'cloudfront';\nfunction handler(event) {\n  cf.updateRequestOrigin({ domainName: 'a.example.com' });\n  return event.request;\n}\n",
        right:
          "import cf from 'cloudfront';\nfunction handler(event) {\n  cf.selectRequestOriginById('a');\n  return event.request;\n}\n",
      },
    },
  },
  "FE-DST-015": {
    title: "gRPC to a VPC origin",
    reason: "VPC origins have no gRPC.",
    page: pages.vpcOrigins,
    examples: {
      code: { form: "terraform", wrong: "grpc_config { enabled = true }", right: "grpc_config { enabled = false }" },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
