import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import type { Exchange } from "../base/exchange.ts";
import type { S3Caller } from "../base/origin.ts";
import { headerOf } from "../http/headers.ts";
import { signingBehavior, type UnsignedRequest } from "./authorize-request.ts";
import { oacCaller } from "./s3/access.ts";
import type { OriginTarget } from "./target.ts";

/** Identities sign every request, as controls can. */
const identitySigning: OriginAccessControlConfig = {
  Name: "of an origin access identity",
  SigningProtocol: "sigv4",
  SigningBehavior: "always",
  OriginAccessControlOriginType: "s3",
};

/** By what an origin is asked in CloudFront's own name; undefined where it is asked in nobody's. */
export function controlOf({ context }: Exchange, target: OriginTarget): OriginAccessControlConfig | undefined {
  const { accessControl, accessControlId, accessIdentityId } = target;
  if (accessControl !== undefined) return accessControl;
  if (accessControlId !== undefined) return context.deployment.originAccessControl(accessControlId);
  return accessIdentityId === undefined ? undefined : identitySigning;
}

/**
 * Whether S3 is asked over HTTPS whatever the viewer came by: where a control signs every request. With an identity, or
 * a control that signs some requests or none, the viewer's protocol decides.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function isHttpsAlways({ kind }: OriginTarget, control: OriginAccessControlConfig | undefined): boolean {
  return kind === "s3" && control !== identitySigning && signingBehavior(control) === "always";
}

/** In whose name S3 is asked; undefined where the viewer's own signature goes to it. */
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
