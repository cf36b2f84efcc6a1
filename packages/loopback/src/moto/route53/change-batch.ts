import type { MotoRequest } from "../request/request.ts";

/** One change of a ChangeResourceRecordSets request. */
export interface RecordChange {
  readonly action: "CREATE" | "DELETE" | "UPSERT";
  /** In lower case, with its dot at the end: `www.example.com.` */
  readonly name: string;
  /** `A`, `AAAA`, `CNAME`, `HTTPS`, … */
  readonly type: string;
  /** Distinguishes records of one name and type that have a routing policy; otherwise empty. */
  readonly setIdentifier: string;
  /** The values of a record that is not an alias. */
  readonly values: readonly string[];
}

const changing = /^\/2013-04-01\/hostedzone\/([^/?]+)\/rrset\/?(?:\?|$)/;
const zonePath = /^\/2013-04-01\/hostedzone\/([^/?]+)\/?(?:\?|$)/;

/**
 * The hosted zone whose records a request changes; undefined for every other request.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export function changedZone({ method, path }: MotoRequest): string | undefined {
  return method === "POST" ? changing.exec(path)?.[1] : undefined;
}

/** The hosted zone that a request deletes; undefined for every other request. */
export function deletedZone({ method, path }: MotoRequest): string | undefined {
  return method === "DELETE" ? zonePath.exec(path)?.[1] : undefined;
}

/** Reads the changes of a request's XML. AWS's clients write it without comments and CDATA. */
export function changesOf(body: string): RecordChange[] {
  return blocksOf(body, "Change").map((change) => ({
    action: textOf(change, "Action") as RecordChange["action"],
    name: recordName(textOf(change, "Name")),
    type: textOf(change, "Type"),
    setIdentifier: textOf(change, "SetIdentifier"),
    values: blocksOf(change, "Value").map(unescapeXml),
  }));
}

/** Lets each CREATE of a request overwrite an existing record. */
export function withUpserts(body: string): string {
  return body.replaceAll(/<Action>\s*CREATE\s*<\/Action>/g, "<Action>UPSERT</Action>");
}

/** A record's name as Route 53 compares it: in lower case, and with a dot at the end. */
export function recordName(name: string): string {
  const lower = name.toLowerCase().replace(/^\\052\./, "*.");
  return lower.endsWith(".") ? lower : `${lower}.`;
}

function blocksOf(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>(.*?)</${element}>`, "gs"))].map(
    ([, text = ""]) => text,
  );
}

function textOf(xml: string, element: string): string {
  return unescapeXml(blocksOf(xml, element)[0] ?? "").trim();
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? "");
}
