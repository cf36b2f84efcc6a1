import type { KeyGroupConfig } from "@aws-sdk/client-cloudfront";
import { distributionQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import { checkName, invalid } from "../../shared/invalid.ts";
import { publicKeyKind } from "../public-key/kind.ts";

/**
 * Validates a key group.
 * @returns the key group as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_KeyGroupConfig.html
 */
export function acceptKeyGroup(config: KeyGroupConfig, { account }: Context): KeyGroupConfig {
  checkName(config.Name ?? "");
  const ids = config.Items ?? [];
  const most = distributionQuotas.keysPerKeyGroup.value;
  if (ids.length > most) {
    throw new CloudFrontError(
      "TooManyPublicKeysInKeyGroup",
      `The key group has ${ids.length} keys; CloudFront takes ${most}.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    invalid("The key group has a public key twice.");
  }
  const missing = ids.find((id) => account.all(publicKeyKind).get(id) === undefined);
  if (missing !== undefined) {
    invalid(`The public key '${missing}' does not exist.`);
  }
  return config;
}
