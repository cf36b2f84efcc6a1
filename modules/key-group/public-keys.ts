import { CloudfrontPublicKey } from "@cdktf/provider-aws/lib/cloudfront-public-key/index.js";
import { setEnvironmentKeys } from "@featheredge/synth";
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { resourceName } from "../naming.ts";
import { oncePerStack, SharedResources } from "../shared-resources.ts";
import { type PublicKeyOptions, publicKeyOptions } from "./options.ts";

/**
 * The public keys of a stack, one for equal keys, since an account may have ten. A key's name ends in a hash of the key,
 * so that Terraform makes a changed one before it deletes the old one, which CloudFront rejects while it is in use.
 */
export class PublicKeys extends Construct {
  readonly #keys = new SharedResources<CloudfrontPublicKey>();
  readonly #ids = new Map<string, string>();

  static of(scope: IConstruct): PublicKeys {
    return oncePerStack(scope, "public-keys:", (stack) => new PublicKeys(stack, "public-keys:"));
  }

  /** The ids of the stack's keys by their names: a signer gives one as `Key-Pair-Id`. */
  get ids(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#ids);
  }

  /**
   * @param user the group or profile that has the key
   * @param environmentKey where an environment describes the key, for messages
   * @returns the key's id
   */
  id(user: IConstruct, key: string | PublicKeyOptions, environmentKey?: string): string {
    if (typeof key === "string") return key;
    const { name, encodedKey, comment } = publicKeyOptions.parse(key);
    const content = { name, encodedKey: normalized(encodedKey), ...(comment === undefined ? {} : { comment }) };
    const created = this.#keys.for(user, content, (suffix) => {
      // A resource's name in Terraform begins with a letter, but a key may be named after a date.
      return new CloudfrontPublicKey(this, `key:key-${name}-${suffix}`, {
        ...content,
        name: resourceName(this, `${name}-${suffix}`, 128),
        lifecycle: { createBeforeDestroy: true },
      });
    });
    this.#ids.set(name, created.id);
    if (environmentKey !== undefined) {
      const attributes = { encoded_key: `${environmentKey}.encodedKey` };
      setEnvironmentKeys(created, { resource: environmentKey, attributes });
    }
    return created.id;
  }
}

/** CloudFront answers a key with one line break at its end, and Terraform would replace a key that differs. */
function normalized(pem: string): string {
  return Token.isUnresolved(pem) ? pem : `${pem.replaceAll("\r\n", "\n").trim()}\n`;
}
