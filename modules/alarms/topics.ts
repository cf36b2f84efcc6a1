import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { Construct } from "constructs";
import { joinedName } from "../naming.ts";

export interface AlarmTopicsProps {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly emails: readonly string[];
  /** Existing topics. */
  readonly topicArns: readonly string[];
  readonly kmsMasterKeyIds: Readonly<Record<string, string>>;
}

/** The SNS topics that alarms notify: the existing ones of an alarm's region, or one that is created there. */
export class AlarmTopics extends Construct {
  readonly #props: AlarmTopicsProps;
  readonly #created = new Map<string, string>();

  constructor(scope: Construct, id: string, props: AlarmTopicsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** The ARNs of the topics of a region. */
  in(region: string, provider: AwsProvider): string[] {
    const existing = this.#props.topicArns.filter((arn) => arn.split(":")[3] === region);
    if (existing.length > 0 && this.#props.emails.length === 0) return existing;
    const created = this.#created.get(region) ?? this.#create(region, provider);
    this.#created.set(region, created);
    return [...existing, created];
  }

  #create(region: string, provider: AwsProvider): string {
    const { name, account, emails, kmsMasterKeyIds } = this.#props;
    const key = kmsMasterKeyIds[region];
    const topic = new SnsTopic(this, region, {
      provider,
      name: joinedName([name, "alarms"], 256),
      ...(key === undefined ? {} : { kmsMasterKeyId: key }),
    });
    const policy = new DataAwsIamPolicyDocument(this, `${region}-publishers`, {
      statement: [
        {
          sid: "AlarmsPublish",
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
            { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:aws:cloudwatch:${region}:${account}:alarm:*`] },
          ],
        },
      ],
    });
    new SnsTopicPolicy(this, `${region}-policy`, { provider, arn: topic.arn, policy: policy.json });
    for (const [index, endpoint] of emails.entries()) {
      new SnsTopicSubscription(this, `${region}-email-${index + 1}`, {
        provider,
        topicArn: topic.arn,
        protocol: "email",
        endpoint,
      });
    }
    return topic.arn;
  }
}
