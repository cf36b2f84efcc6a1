import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { checkIfMatch } from "../../shared/if-match.ts";
import { invalid } from "../../shared/invalid.ts";
import { continuousDeploymentPolicyKind } from "../continuous-deployment-policy/kind.ts";
import { findDistribution } from "./kind.ts";
import { create, update } from "./operations.ts";
import { answer } from "./present.ts";

/** The If-Match header has the primary's ETag and the staging distribution's, separated by a comma. */
function checkBoth(ifMatch: string | undefined, records: readonly Parameters<typeof checkIfMatch>[1][]): void {
  const etags = ifMatch?.split(",").map((etag) => etag.trim()) ?? [];
  for (const [index, record] of records.entries()) {
    checkIfMatch(etags[index], record);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-workflow.html */
export const stagingOperations: Operations = {
  CopyDistribution(input, context: Context) {
    const primary = findDistribution(input.PrimaryDistributionId, context);
    checkIfMatch(input.IfMatch, primary);
    if (!input.Staging) {
      invalid("The parameter Staging must be true: only staging distributions can be created by copying.");
    }
    const copy = create(
      {
        ...primary.config,
        CallerReference: input.CallerReference,
        Staging: true,
        Enabled: input.Enabled ?? true,
        Aliases: { Quantity: 0 },
        ContinuousDeploymentPolicyId: "",
      },
      [],
      context,
    );
    return answer(copy, context);
  },

  /**
   * Replaces the primary's config by the staging distribution's, except for its aliases and its policy, which is disabled:
   * all requests go to the primary again.
   *
   * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistributionWithStagingConfig.html
   */
  UpdateDistributionWithStagingConfig(input, context: Context) {
    const primary = findDistribution(input.Id, context);
    const staging = findDistribution(input.StagingDistributionId, context);
    if (!staging.config.Staging || primary.config.Staging) {
      throw new CloudFrontError(
        "IllegalUpdate",
        `The distribution '${staging.id}' is not a staging distribution of '${primary.id}'.`,
      );
    }
    checkBoth(input.IfMatch, [primary, staging]);
    const { CallerReference, Aliases, ContinuousDeploymentPolicyId, Staging, ViewerCertificate } = primary.config;
    const config = { ...staging.config, CallerReference, Aliases, ContinuousDeploymentPolicyId, Staging };
    // The aliases that the primary keeps need its certificate, which a staging distribution may not have.
    const keepsCertificate = staging.config.ViewerCertificate?.CloudFrontDefaultCertificate;
    const promoted = update(primary, { ...config, ...(keepsCertificate && { ViewerCertificate }) }, context);
    disablePolicy(ContinuousDeploymentPolicyId, context);
    const { Distribution, ETag } = answer(promoted, context);
    return { Distribution, ETag };
  },
};

function disablePolicy(id: string | undefined, { account, clock }: Context): void {
  const policies = account.all(continuousDeploymentPolicyKind);
  const policy = policies.get(id ?? "");
  if (policy?.config.Enabled !== true) return;
  const config = { ...policy.config, Enabled: false };
  policies.put({ ...policy, config, etag: newId.etag(), modified: new Date(clock()) });
}
