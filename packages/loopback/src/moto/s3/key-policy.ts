import type { ResourcePolicy } from "../../data-plane/7-origin/resource-policy.ts";
import { type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";

/**
 * Reads the policy of a KMS key.
 * @param key the id, alias or ARN of the key; an id or alias belongs to the account and region
 * @returns undefined if the key does not exist
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export async function readKeyPolicy(
  key: string,
  owner: { readonly account: string; readonly region: string },
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<{ readonly arn: string; readonly policy: ResourcePolicy } | undefined> {
  const [, region = owner.region, account = owner.account] = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):/.exec(key) ?? [];
  const call = async (operation: string, input: object) => {
    const body = JSON.stringify(input);
    const request = ownRequest({ account, region, service: "kms", path: "/", method: "POST", body });
    const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", `TrentService.${operation}`];
    const answer = await send({ ...request, headers: [...request.headers, ...type] });
    return answer.status === 200 ? JSON.parse(answer.body.toString()) : undefined;
  };
  const described = await call("DescribeKey", { KeyId: key });
  const arn: string | undefined = described?.KeyMetadata?.Arn;
  if (arn === undefined) return undefined;
  const read = await call("GetKeyPolicy", { KeyId: described.KeyMetadata.KeyId, PolicyName: "default" });
  return { arn, policy: JSON.parse(read?.Policy ?? "{}") };
}
