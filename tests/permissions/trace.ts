/** A request to AWS, as recorded in Terraform's log. */
export interface TracedRequest {
  /** The service's name in the AWS SDK for Go: `CloudWatch Logs`. */
  readonly service: string;
  /** The operation: `CreateLogGroup`. */
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** Terraform's core sends its backend's requests, the provider all others. */
  readonly from: "backend" | "provider";
}

const recordStart = /^(?=\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d{4}) \[)/m;

/**
 * Reads the requests in a log that Terraform wrote with TF_LOG=DEBUG. A record's fields are in random order, and one
 * whose value has line breaks goes on in lines that begin with `  | `.
 */
export function tracedRequests(log: string): TracedRequest[] {
  return log
    .split(recordStart)
    .filter((record) => record.includes("HTTP Request Sent"))
    .map((record) => ({
      service: field(record, "rpc.service"),
      method: field(record, "rpc.method"),
      url: new URL(field(record, "http.url")),
      body: field(record, "http.request.body", ""),
      from: record.includes("provider.terraform-provider-aws") ? "provider" : "backend",
    }));
}

function field(record: string, name: string, missing?: string): string {
  const key = `${name.replaceAll(".", "\\.")}=`;
  const lines = new RegExp(`${key}\\n((?:  ?\\| .*\\n)+)`).exec(record)?.[1];
  if (lines !== undefined) return lines.replaceAll(/^ *\| /gm, "").replace(/\[truncated\.\.\.\]\n$/, "");
  const [, quoted, plain] = new RegExp(`(?:^|\\s)${key}(?:"((?:[^"\\\\]|\\\\.)*)"|(\\S*))`).exec(record) ?? [];
  const value = quoted === undefined ? plain : JSON.parse(`"${quoted}"`);
  if (value === undefined && missing === undefined) throw new Error(`The log's record has no ${name}: ${record}`);
  return value ?? missing;
}
