import { headerOf, type MotoAnswer, type MotoRequest, withBody } from "../request/request.ts";
import type { Records } from "../route53/records.ts";
import { type DescribedCertificate, describeCertificate } from "./describe.ts";
import {
  type CertificateInput,
  importedCertificate,
  type KnownCertificate,
  requestedCertificate,
  validationRecords,
} from "./known-certificate.ts";

type Ask = (request: MotoRequest) => Promise<MotoAnswer>;

/** The certificates of AWS Certificate Manager in all accounts. */
export interface Certificates {
  /** Sends a request to moto, and corrects its answers about certificates. */
  readonly ask: Ask;
  /** @returns undefined for a certificate that no client of this loopback requested or imported */
  find(arn: string): KnownCertificate | undefined;
  /** Forgets all certificates and records, before the journal is replayed. */
  forget(): void;
}

/** Finds the ARNs of the distributions that use a certificate. */
export type CertificateUsers = (arn: string) => readonly string[];

interface Input extends CertificateInput {
  readonly CertificateStatuses?: readonly string[];
  readonly Includes?: { readonly keyTypes?: readonly string[] };
}

/** ListCertificates omits other keys unless it is asked for them. @see https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
const listedKeyTypes = ["RSA_1024", "RSA_2048"];

/**
 * Issues the certificates of ACM as AWS does: a certificate that is validated by DNS is pending until each of its names
 * has its CNAME record in Route 53, in whichever account, and it stays issued afterwards. A certificate that a
 * distribution uses can't be deleted. moto 5.2.1 issues every certificate after some seconds, has one validation record
 * for all accounts, and forgets the key's algorithm.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function issueCertificates(records: Records, usersOf: CertificateUsers): Certificates {
  const known = new Map<string, KnownCertificate>();
  return {
    async ask(request) {
      const operation = operationOf(request);
      if (operation === undefined) {
        const answer = await records.ask(request);
        issue();
        return answer;
      }
      const input = parse<Input>(request.body);
      const users = operation === "DeleteCertificate" ? usersOf(input.CertificateArn ?? "") : [];
      if (users.length > 0) return inUse(input.CertificateArn ?? "", users);
      const answer = await records.ask(operation === "ListCertificates" ? unfiltered(request, input) : request);
      return answer.status < 300 ? note(operation, input, answer) : answer;
    },
    find: (arn) => known.get(arn),
    forget() {
      known.clear();
      records.forget();
    },
  };

  /** Keeps what an answered request changed, and corrects the answer. */
  function note(operation: string, input: Input, answer: MotoAnswer): MotoAnswer {
    switch (operation) {
      case "RequestCertificate":
      case "ImportCertificate": {
        const { CertificateArn: arn = "" } = parse<Input>(answer.body);
        const isRequest = operation === "RequestCertificate";
        const certificate = isRequest ? requestedCertificate(arn, input) : importedCertificate(arn, input);
        // A repeated request with the same token has the same ARN.
        if (certificate !== undefined && !(isRequest && known.has(arn))) known.set(arn, certificate);
        issue();
        return answer;
      }
      case "DeleteCertificate":
        known.delete(input.CertificateArn ?? "");
        return answer;
      case "DescribeCertificate": {
        const { Certificate } = parse<{ Certificate: DescribedCertificate }>(answer.body);
        return withJson(answer, { Certificate: described(Certificate) });
      }
      case "ListCertificates": {
        const list = parse<{ CertificateSummaryList?: DescribedCertificate[] }>(answer.body);
        const all = (list.CertificateSummaryList ?? []).map(described);
        return withJson(answer, { ...list, CertificateSummaryList: all.filter((one) => isListed(one, input)) });
      }
      default:
        return answer;
    }
  }

  function described(answered: DescribedCertificate): DescribedCertificate {
    const certificate = known.get(answered.CertificateArn ?? "");
    return certificate === undefined ? answered : describeCertificate(answered, certificate, usersOf(certificate.arn));
  }

  function issue(): void {
    for (const certificate of known.values()) {
      if (certificate.isIssued) continue;
      const isValidated = ({ name, value }: { name: string; value: string }) => records.has(name, "CNAME", value);
      if (validationRecords(certificate).every(isValidated))
        known.set(certificate.arn, { ...certificate, isIssued: true });
    }
  }
}

/** The operation of a request to ACM, by its JSON protocol's header. */
function operationOf(request: MotoRequest): string | undefined {
  return /^CertificateManager\.(\w+)$/.exec(headerOf(request, "x-amz-target") ?? "")?.[1];
}

function parse<Shape>(body: Buffer): Shape {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {} as Shape;
  }
}

/** moto would select by its own statuses and keys. */
function unfiltered(request: MotoRequest, { CertificateStatuses: _, Includes, ...input }: Input): MotoRequest {
  const { keyTypes: __, ...included } = Includes ?? {};
  return withBody(request, JSON.stringify({ ...input, Includes: included }));
}

function isListed({ Status = "", KeyAlgorithm = "" }: DescribedCertificate, input: Input): boolean {
  const { CertificateStatuses: statuses = [Status], Includes: { keyTypes = listedKeyTypes } = {} } = input;
  return (statuses.length === 0 || statuses.includes(Status)) && keyTypes.includes(KeyAlgorithm);
}

function withJson(answer: MotoAnswer, value: object): MotoAnswer {
  return withBody(answer, JSON.stringify(value));
}

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html */
function inUse(arn: string, users: readonly string[]): MotoAnswer {
  const type = "ResourceInUseException";
  const message = `Certificate ${arn} is in use by ${users.join(", ")}.`;
  const headers = ["Content-Type", "application/x-amz-json-1.1", "x-amzn-ErrorType", type];
  const body = Buffer.from(JSON.stringify({ __type: type, message }));
  return { status: 400, statusMessage: "Bad Request", headers, body };
}
