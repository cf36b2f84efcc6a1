import type { MultiRegionAccessPoint } from "../../data-plane/7-origin/s3/bucket-rules.ts";
import { type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";

/**
 * Reads the alias in the host name of a Multi-Region Access Point.
 * @returns undefined for other hosts
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
 */
export function multiRegionAliasOf(host: string): string | undefined {
  return /^([a-z0-9-]+\.mrap)\.accesspoint\.s3-global\.amazonaws\.com$/.exec(host.toLowerCase())?.[1];
}

/** S3 Control answers for Multi-Region Access Points in this region only. */
const controlRegion = "us-west-2";

/**
 * Finds a Multi-Region Access Point of an account by its alias.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListMultiRegionAccessPoints.html
 */
export async function findMultiRegionAccessPoint(
  alias: string,
  account: string,
  send: (request: MotoRequest) => Promise<MotoAnswer>,
): Promise<MultiRegionAccessPoint | undefined> {
  const read = async (path: string) => {
    const request = ownRequest({ account, region: controlRegion, service: "s3", path: `/v20180820/mrap/${path}` });
    const host = `${account}.s3-control.${controlRegion}.amazonaws.com`;
    const headers = request.headers.map((value, index) => (request.headers[index - 1] === "Host" ? host : value));
    const { status, body } = await send({ ...request, headers: [...headers, "x-amz-account-id", account] });
    return status === 200 ? body.toString() : "";
  };
  const points = (await read("instances")).matchAll(/<AccessPoint>([\s\S]*?)<\/AccessPoint>/g);
  const point = Array.from(points, ([, text = ""]) => text).find((text) => valueIn(text, "Alias") === alias);
  const name = point && valueIn(point, "Name");
  if (point === undefined || name === undefined) return undefined;
  const policy = valueIn(await read(`instances/${name}/policy`), "Policy");
  const regions = point.matchAll(/<Bucket>([^<]+)<\/Bucket>[\s\S]*?<Region>([^<]+)<\/Region>/g);
  return {
    policy: policy === undefined ? undefined : JSON.parse(unescapeXml(policy)),
    buckets: Array.from(regions, ([, bucket = "", region = ""]) => ({ bucket, region })),
  };
}

/** True if a request reads the policy of a Multi-Region Access Point, for which the loopback corrects moto's answer. */
export function readsMultiRegionPolicy({ method, path }: Pick<MotoRequest, "method" | "path">): boolean {
  return method === "GET" && /^\/v20180820\/mrap\/instances\/[^/?]+\/policy(\?|$)/.test(path);
}

/**
 * Adds the proposed policy to moto's answer, which has only the established one: on the loopback, they are the same. The
 * AWS provider reads the proposed one, and would plan to write the policy again and again.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetMultiRegionAccessPointPolicy.html
 */
export function withProposedPolicy(answer: MotoAnswer): MotoAnswer {
  const text = answer.body.toString();
  const [, policy] = /<Established>([\s\S]*?)<\/Established>/.exec(text) ?? [];
  if (policy === undefined || text.includes("<Proposed>")) return answer;
  const body = Buffer.from(text.replace("</Established>", `</Established><Proposed>${policy}</Proposed>`));
  const { headers } = answer;
  return {
    ...answer,
    body,
    headers: headers.map((value, index) =>
      index % 2 === 1 && headers[index - 1]?.toLowerCase() === "content-length" ? String(body.length) : value,
    ),
  };
}

/** The text of the first innermost element of a name. */
function valueIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
}

function unescapeXml(text: string): string {
  const characters: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp|#(\d+));/g, (_, name: string, code: string | undefined) =>
    code === undefined ? (characters[name] ?? "") : String.fromCodePoint(Number(code)),
  );
}
