import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { Exchange } from "../base/exchange.ts";
import type { S3Caller } from "../base/origin.ts";
import { headerOf } from "../http/headers.ts";
import { signingBehavior, type UnsignedRequest } from "./authorize-request.ts";
import { oacCaller } from "./s3/access.ts";
import type { OriginTarget } from "./target.ts";

/** An origin access identity signs every request, like an access control that always signs. */
const identitySigning: OriginAccessControlConfig = {
  Name: "of an origin access identity",
  SigningProtocol: "sigv4",
  SigningBehavior: "always",
  OriginAccessControlOriginType: "s3",
};

/** The access control used to sign origin requests; undefined if they are unsigned. */
export function controlOf({ context }: Exchange, target: OriginTarget): OriginAccessControlConfig | undefined {
  const { accessControl, accessControlId, accessIdentityId } = target;
  if (accessControl !== undefined) return accessControl;
  if (accessControlId !== undefined) return context.deployment.originAccessControl(accessControlId);
  return accessIdentityId === undefined ? undefined : identitySigning;
}

/**
 * True if requests to S3 use HTTPS whatever the viewer's protocol is: an access control signs every request. With an
 * identity, or an access control that signs only some requests or none, the viewer's protocol decides.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function isHttpsAlways({ kind }: OriginTarget, control: OriginAccessControlConfig | undefined): boolean {
  return kind === "s3" && control !== identitySigning && signingBehavior(control) === "always";
}

/** The identity with which S3 is asked; undefined if the request carries the viewer's own signature. */
export function callerOf(
  { context }: Exchange,
  { accessIdentityId: id }: OriginTarget,
  control: OriginAccessControlConfig | undefined,
  distribution: { readonly arn: string; readonly account: string },
  { headers }: UnsignedRequest,
): S3Caller | undefined {
  if (control === identitySigning && id !== undefined) {
    const identity = context.deployment.originAccessIdentity(id);
    return identity === undefined
      ? { type: "anonymous" }
      : { type: "identity", id, canonicalUserId: identity.s3CanonicalUserId };
  }
  return oacCaller(signingBehavior(control), distribution, headerOf(headers, "authorization") !== undefined);
}
