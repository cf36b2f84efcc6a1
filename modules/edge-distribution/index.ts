import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { DiagnosticError } from "@featheredge/diagnostics";
import { setEnvironmentKeys } from "@featheredge/synth";
import { Construct } from "constructs";
import { addNewerArguments } from "../newer-arguments.ts";
import { originGroupBlock } from "../origins/groups/index.ts";
import { behaviorFeatures } from "./behavior-features.ts";
import { behaviorPolicies } from "./behavior-policies.ts";
import { cacheBehavior, orderedCacheBehavior } from "./behaviors.ts";
import { checkDistribution } from "./checks.ts";
import { errorResponseBlock } from "./error-pages/index.ts";
import { environmentKeys } from "./keys.ts";
import type { EdgeDistributionProps } from "./props.ts";
import { type ResolvedBehavior, resolveProps } from "./resolve.ts";
import { viewerCertificateBlock, viewerMtlsArguments } from "./viewer-connection/index.ts";

export type { AttachedFunction, Behavior, EdgeDistributionProps, OrderedBehavior } from "./props.ts";

/** A CloudFront distribution with functions on its behaviors' events. */
export class EdgeDistribution extends Construct {
  readonly distribution: CloudfrontDistribution;

  /** @throws DiagnosticError when a policy has an unknown name, or does not ask for a header that a function reads */
  constructor(scope: Construct, id: string, given: EdgeDistributionProps) {
    super(scope, id);
    const props = resolveProps(given, id, this.node.path);
    const diagnostics = checkDistribution(props);
    if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
    const all = [props.defaultBehavior, ...props.behaviors];
    const policiesOf = behaviorPolicies(this, all);
    const sharedBy = (behavior: ResolvedBehavior) => ({ ...policiesOf(behavior), ...behaviorFeatures(this, behavior) });
    const groups = Object.entries(props.originGroups);
    this.distribution = new CloudfrontDistribution(this, "Default", {
      enabled: props.enabled,
      comment: props.comment,
      httpVersion: props.httpVersion,
      isIpv6Enabled: props.isIpv6Enabled,
      priceClass: props.priceClass,
      ...(props.retainOnDelete ? { retainOnDelete: true } : {}),
      ...(props.anycastIpListId === undefined ? {} : { anycastIpListId: props.anycastIpListId }),
      ...(props.waitForDeployment ? {} : { waitForDeployment: false }),
      ...(props.isStaging ? { staging: true } : {}),
      ...(props.aliases.length === 0 ? {} : { aliases: [...props.aliases] }),
      ...(props.webAclId === undefined ? {} : { webAclId: props.webAclId }),
      ...(props.defaultRootObject === undefined ? {} : { defaultRootObject: props.defaultRootObject }),
      origin: Object.entries(props.origins).map(([originId, { block }]) => ({ originId, ...block })),
      ...(groups.length === 0
        ? {}
        : { originGroup: groups.map(([originId, group]) => originGroupBlock(originId, group)) }),
      defaultCacheBehavior: cacheBehavior(props.defaultBehavior, sharedBy(props.defaultBehavior)),
      ...(props.behaviors.length === 0
        ? {}
        : {
            orderedCacheBehavior: props.behaviors.map((behavior) => orderedCacheBehavior(behavior, sharedBy(behavior))),
          }),
      ...(props.customErrorResponses.length === 0
        ? {}
        : { customErrorResponse: props.customErrorResponses.map(errorResponseBlock) }),
      restrictions: { geoRestriction: props.geoRestriction ?? { restrictionType: "none" } },
      viewerCertificate: viewerCertificateBlock(props.certificate, props),
      ...(props.preventDestroy ? { lifecycle: { preventDestroy: true } } : {}),
    });
    Object.values(props.origins).forEach(({ newerArguments = [] }, index) => {
      const added = newerArguments.map((argument) => ({ ...argument, path: ["origin", index, ...argument.path] }));
      addNewerArguments(this.distribution, added);
    });
    addNewerArguments(this.distribution, viewerMtlsArguments(props.viewerMtlsConfig));
    for (const origin of Object.values(props.origins))
      origin.allowDistribution?.(props.readers ?? this.distribution.arn);
    if (props.cacheTagConfig !== undefined) {
      const value = { header_name: props.cacheTagConfig.headerName };
      addNewerArguments(this.distribution, [{ path: ["cache_tag_config"], value, isBlock: true }]);
    }
    setEnvironmentKeys(this.distribution, environmentKeys(props));
  }
}
