import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { headerOf } from "../http/headers.ts";
import type { Exchange } from "../stages/exchange.ts";
import { signingBehavior, type UnsignedRequest } from "./authorization.ts";
import { oacCaller, type S3Caller } from "./s3-access.ts";
import type { OriginTarget } from "./target.ts";

/** Identities sign every request, as controls can. */
const identitySigning: OriginAccessControlConfig = {
  Name: "of an origin access identity",
  SigningProtocol: "sigv4",
  SigningBehavior: "always",
  OriginAccessControlOriginType: "s3",
};

/** By what an origin is asked in CloudFront's own name; undefined where it is asked in nobody's. */
export function controlOf({ plane }: Exchange, target: OriginTarget): OriginAccessControlConfig | undefined {
  const { accessControl, accessControlId, accessIdentityId } = target;
  if (accessControl !== undefined) return accessControl;
  if (accessControlId !== undefined) return plane.deployment.originAccessControl(accessControlId);
  return accessIdentityId === undefined ? undefined : identitySigning;
}

/** In whose name S3 is asked; undefined where the viewer's own signature goes to it. */
export function callerOf(
  { plane }: Exchange,
  { accessIdentityId: id }: OriginTarget,
  control: OriginAccessControlConfig | undefined,
  distribution: { readonly arn: string; readonly account: string },
  { headers }: UnsignedRequest,
): S3Caller | undefined {
  if (control === identitySigning && id !== undefined) {
    const identity = plane.deployment.originAccessIdentity(id);
    return identity === undefined
      ? { type: "anonymous" }
      : { type: "identity", id, canonicalUserId: identity.s3CanonicalUserId };
  }
  return oacCaller(signingBehavior(control), distribution, headerOf(headers, "authorization") !== undefined);
}
