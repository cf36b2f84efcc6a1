import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store/index.js";
import { CloudfrontkeyvaluestoreKeysExclusive } from "@cdktf/provider-aws/lib/cloudfrontkeyvaluestore-keys-exclusive/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import { type EnvironmentKeys, setEnvironmentKeys } from "@featheredge/synth";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface KeyValueStoreProps {
  /** 64 characters at most of `[a-zA-Z0-9-_]`, unique in the account. */
  readonly name: string;
  readonly comment: string;
  /** A JSON list of `{key, value}`, below the stack's folder. */
  readonly file: string;
  /** An SSM parameter with the store's ARN, for Lambda@Edge functions. Undefined if no such function reads the store. */
  readonly parameter?: { readonly name: string; readonly usEast1: AwsProvider } | undefined;
  /** The environment's keys, for messages about it. */
  readonly environmentKeys?: EnvironmentKeys | undefined;
}

/**
 * A CloudFront KeyValueStore, filled from a file when it is made. From then on its values are the store's own: dynamic
 * config changes there without a deploy, and a secret that is put there by hand is in no file of the project, though
 * Terraform's refresh copies it to the state. If Terraform kept the store equal to the file, its next apply would undo both.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html
 */
export class KeyValueStore extends Construct {
  readonly arn: string;
  /** The resources that a function must wait for, since the store has no keys before they exist. */
  readonly filled: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: KeyValueStoreProps) {
    super(scope, id);
    const { name, comment, file, parameter } = props;
    const store = new CloudfrontKeyValueStore(this, "Default", { name, comment });
    const keys = new CloudfrontkeyvaluestoreKeysExclusive(this, "keys", {
      keyValueStoreArn: store.arn,
      maxBatchSize: keyValueStoreQuotas.keysPerUpdate.value,
      lifecycle: { ignoreChanges: ["resource_key_value_pair"] },
    });
    if (props.environmentKeys !== undefined) setEnvironmentKeys(store, props.environmentKeys);
    // Written as templates: cdktf's own functions escape a reference to path.module.
    keys.addOverride("dynamic.resource_key_value_pair", {
      for_each: `\${jsondecode(file("\${path.module}/${file}"))}`,
      content: { key: "${resource_key_value_pair.value.key}", value: "${resource_key_value_pair.value.value}" },
    });
    if (parameter !== undefined) {
      new SsmParameter(this, "parameter", {
        provider: parameter.usEast1,
        name: parameter.name,
        type: "String",
        description: `The ARN of ${name}, for Lambda@Edge, which has no environment variables`,
        value: store.arn,
      });
    }
    this.arn = store.arn;
    this.filled = [keys];
  }
}
