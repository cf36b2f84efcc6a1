import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { Origin } from "./origins.ts";

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

export interface Behavior {
  /** Its key in the environment, for messages: `distributions.site.behaviors[2]`. */
  readonly key: string;
  /** `*` for the default behavior. */
  readonly path: string;
  /** A key of `origins`. */
  readonly origin: string;
  readonly methods: "GET, HEAD" | "GET, HEAD, OPTIONS" | "all";
  readonly protocol: "redirect-to-https" | "https-only" | "allow-all";
  /** Policies: AWS's name of a managed one, or the id of your own. */
  readonly cachePolicy: string;
  readonly originRequestPolicy?: string | undefined;
  readonly responseHeadersPolicy?: string | undefined;
  readonly compress: boolean;
  readonly functions: readonly AttachedFunction[];
}

export interface EdgeDistributionProps {
  /** The file to name in messages: `environments/prod.ts`. */
  readonly file: string;
  /** The distribution's key in the file: `distributions.site`. */
  readonly key: string;
  /** Unique in the account: policies are named after it. */
  readonly name: string;
  readonly comment: string;
  readonly aliases: readonly string[];
  readonly certificate?: string | undefined;
  readonly priceClass: string;
  readonly waitForDeployment: boolean;
  readonly webAcl?: string | undefined;
  readonly defaultRootObject?: string | undefined;
  readonly notFoundPage?: string | undefined;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly defaultBehavior: Behavior;
  readonly behaviors: readonly Behavior[];
  /** True if the compiler has checked the order of the behaviors, so that it need not be checked again. */
  readonly isOrderChecked?: boolean | undefined;
  /** Terraform refuses to destroy the distribution. */
  readonly preventDestroy: boolean;
}
