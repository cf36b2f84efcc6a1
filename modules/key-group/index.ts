import { CloudfrontKeyGroup } from "@cdktf/provider-aws/lib/cloudfront-key-group/index.js";
import { sharingQuotas } from "@featheredge/aws-rules";
import { setEnvironmentKeys } from "@featheredge/synth";
import { Construct, type IConstruct } from "constructs";
import { resourceName } from "../naming.ts";
import { oncePerStack, SharedResources } from "../shared-resources.ts";
import { type KeyGroupOptions, keyGroupOptions } from "./options.ts";
import { PublicKeys } from "./public-keys.ts";

export type { KeyGroupOptions, PublicKeyOptions } from "./options.ts";
export { PublicKeys } from "./public-keys.ts";

/**
 * The key groups of a stack, which trust signers of URLs and cookies. Groups with the same keys are one, whichever
 * distributions and behaviors use them, since an account may have ten. A change of keys is one apply: Terraform makes
 * the new group, moves the distributions to it, and deletes the old one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export class KeyGroups extends Construct {
  readonly #groups = new SharedResources<CloudfrontKeyGroup>(sharingQuotas.distributionsPerKeyGroup.value);

  /** The key groups of a construct's stack. */
  static of(scope: IConstruct): KeyGroups {
    return oncePerStack(scope, "key-groups:", (stack) => new KeyGroups(stack, "key-groups:"));
  }

  /**
   * @param user the distribution: AWS limits how many share a key group
   * @param group the id of a group that exists, or the keys of your own
   * @param key the group's key in an environment, for messages: `distributions.site.defaultBehavior.trustedKeyGroups[0]`
   * @returns the group's id
   */
  id(user: IConstruct, group: string | KeyGroupOptions, key?: string): string {
    if (typeof group === "string") return group;
    const { name, comment, items } = keyGroupOptions.parse(group);
    const keys = items.map((item, index) =>
      PublicKeys.of(this).id(this, item, key === undefined ? undefined : `${key}.items[${index}]`),
    );
    const content = { name, items: keys, ...(comment === undefined ? {} : { comment }) };
    const created = this.#groups.for(user, content, (suffix) => {
      return new CloudfrontKeyGroup(this, `group:${name}-${suffix}`, {
        ...content,
        name: resourceName(this, `${name}-${suffix}`, 128),
        lifecycle: { createBeforeDestroy: true },
      });
    });
    if (key !== undefined) setEnvironmentKeys(created, { resource: key, attributes: { items: `${key}.items` } });
    return created.id;
  }
}
