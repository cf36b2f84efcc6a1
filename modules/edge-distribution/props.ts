import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { Origin } from "../origins/origin.ts";
import type { BehaviorOptions, DistributionOptions } from "./options.ts";

/** A verified function on one event of a behavior. */
export interface AttachedFunction {
  /** Used in messages. */
  readonly name: string;
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  /** The ARN of a Lambda@Edge function includes its version. */
  readonly arn: string;
  /** `CloudFront-*` headers about the viewer that the function reads. */
  readonly viewerHeaders: readonly string[];
  /** True if a Lambda@Edge function at a request event gets the request's body. */
  readonly includeBody: boolean;
}

/** A behavior's options, and what a stack knows about it. */
export interface Behavior extends BehaviorOptions {
  /** Its key in the file that describes the distribution, for messages. @default its index in the distribution */
  readonly key?: string | undefined;
  /** @default [] */
  readonly functions?: readonly AttachedFunction[] | undefined;
}

export interface OrderedBehavior extends Behavior {
  readonly pathPattern: string;
}

export interface EdgeDistributionProps extends Omit<DistributionOptions, "certificate" | "webAcl"> {
  /** The ARN of a web ACL of scope CLOUDFRONT: `new WebAcl(…).arn`. @default none */
  readonly webAclId?: string | undefined;
  /**
   * The ARN of an ACM certificate in us-east-1, such as that of the `Certificate` construct.
   * @default CloudFront's, for the distribution's own host name
   */
  readonly certificate?: string | undefined;
  /** The file to name in messages: `environments/prod.ts`. @default the construct's path */
  readonly file?: string | undefined;
  /** The distribution's key in the file: `distributions.site`. @default the construct's id */
  readonly key?: string | undefined;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly defaultBehavior: Behavior;
  /** Compared in this order; the first whose path pattern matches a request answers it. @default [] */
  readonly behaviors?: readonly OrderedBehavior[] | undefined;
  /** True for a staging distribution, which serves requests to another distribution's names. @default false */
  readonly isStaging?: boolean | undefined;
  /**
   * The ARN of the distributions that may read the origins, which may have `*` at its end. @default this distribution's
   */
  readonly readers?: string | undefined;
  /** Terraform refuses to destroy the distribution. @default false */
  readonly preventDestroy?: boolean | undefined;
}
