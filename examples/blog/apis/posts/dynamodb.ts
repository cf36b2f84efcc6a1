import { createHash, createHmac } from "node:crypto";

type Item = Readonly<Record<string, { readonly S: string }>>;

const { AWS_REGION: region = "", AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;

/**
 * Calls DynamoDB by its HTTP API, so that the example needs no package. Lambda brings `@aws-sdk/client-dynamodb`, which
 * does the same and retries.
 *
 * @param operation such as `Query`
 * @throws Error with DynamoDB's answer
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export async function dynamodb(operation: string, input: object): Promise<{ readonly Items?: readonly Item[] }> {
  const host = `dynamodb.${region}.amazonaws.com`;
  const body = JSON.stringify(input);
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    host,
    "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
    ...(AWS_SESSION_TOKEN === undefined ? {} : { "x-amz-security-token": AWS_SESSION_TOKEN }),
    "x-amz-target": `DynamoDB_20120810.${operation}`,
  };
  const { host: _, ...sent } = headers;
  const authorization = sign(headers, body);
  const answer = await fetch(`https://${host}/`, { method: "POST", headers: { ...sent, authorization }, body });
  if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { Items?: Item[] };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function sign(headers: Readonly<Record<string, string>>, body: string): string {
  const names = Object.keys(headers).sort();
  const time = headers["x-amz-date"] ?? "";
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const request = ["POST", "/", "", lines, names.join(";"), sha256(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope, sha256(request)].join("\n");
  const key = scope.split("/").reduce<Buffer | string>(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, text).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
