import { type MotoAnswer, type MotoRequest, withBody } from "../request/request.ts";
import { changedZone, changesOf, deletedZone, type RecordChange, recordName, withUpserts } from "./change-batch.ts";

type Ask = (request: MotoRequest) => Promise<MotoAnswer>;

/** The records of all hosted zones of all accounts, as the public DNS has them. */
export interface Records {
  /** Sends a request to moto, and notes the records that it changes. */
  readonly ask: Ask;
  /** True if a hosted zone, of whichever account, has a record with a value. */
  has(name: string, type: string, value: string): boolean;
  /** Forgets all records, before the journal is replayed. */
  forget(): void;
}

/**
 * Notes the records of Route 53, and rejects a CREATE of a record that exists, as Route 53 does. moto 5.2.1 decides by the
 * changes that a zone has ever had: it accepts a second record of one name, and rejects some that were deleted before.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export function keepRecords(send: Ask): Records {
  const zones = new Map<string, Map<string, readonly string[]>>();
  return {
    async ask(request) {
      const zone = changedZone(request);
      if (zone !== undefined) return change(zone, request);
      const answer = await send(request);
      const deleted = deletedZone(request);
      if (deleted !== undefined && answer.status < 300) zones.delete(deleted);
      return answer;
    },
    has: (name, type, value) =>
      [...zones.values()].some((records) => records.get(keyOf({ name, type }))?.includes(value) === true),
    forget: () => zones.clear(),
  };

  async function change(zone: string, request: MotoRequest): Promise<MotoAnswer> {
    const text = request.body.toString();
    const changes = changesOf(text);
    const records = new Map(zones.get(zone));
    const existing: RecordChange[] = [];
    for (const change of changes) {
      if (change.action === "CREATE" && records.has(keyOf(change))) existing.push(change);
      if (change.action === "DELETE") records.delete(keyOf(change));
      else records.set(keyOf(change), change.values);
    }
    if (existing.length > 0) return alreadyExist(existing);
    const answer = await send(withBody(request, withUpserts(text)));
    if (answer.status < 300) zones.set(zone, records);
    return answer;
  }
}

function keyOf({
  name,
  type,
  setIdentifier = "",
}: Pick<RecordChange, "name" | "type"> & Partial<RecordChange>): string {
  return [recordName(name), type, setIdentifier].join(" ");
}

function alreadyExist(changes: readonly RecordChange[]): MotoAnswer {
  const messages = changes.map(
    ({ name, type }) => `Tried to create resource record set [name='${name}', type='${type}'] but it already exists`,
  );
  const error = `<Type>Sender</Type><Code>InvalidChangeBatch</Code><Message>[${messages.join(", ")}]</Message>`;
  const namespace = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';
  const body = `<?xml version="1.0"?>\n<ErrorResponse ${namespace}><Error>${error}</Error><RequestId>loopback</RequestId></ErrorResponse>`;
  const headers = ["Content-Type", "text/xml"];
  return { status: 400, statusMessage: "Bad Request", headers, body: Buffer.from(body) };
}
