import { LoopbackError } from "../loopback-error.ts";
import type { MotoGateway } from "./gateway.ts";
import { ownRequest } from "./request/request.ts";

/** A secret of Systems Manager's Parameter Store. */
export interface Secret {
  readonly account: string;
  readonly region: string;
  /** The parameter's full name, `/site/local/members-auth/secret`. */
  readonly name: string;
  readonly value: string;
}

/**
 * Puts a SecureString into Parameter Store unless a parameter of its name exists.
 * @returns true if it was put.
 * @throws {LoopbackError} when moto rejects it.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export async function ensureSecret(gateway: MotoGateway, { account, region, name, value }: Secret): Promise<boolean> {
  const call = (operation: string, body: object) => {
    const request = ownRequest({
      account,
      region,
      service: "ssm",
      path: "/",
      method: "POST",
      body: JSON.stringify(body),
    });
    const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", `AmazonSSM.${operation}`];
    return gateway.send({ ...request, headers: [...request.headers, ...type] });
  };
  const existing = await call("GetParameter", { Name: name });
  if (existing.status === 200) return false;
  const put = await call("PutParameter", { Name: name, Value: value, Type: "SecureString" });
  if (put.status === 200) return true;
  throw new LoopbackError(`moto did not accept the parameter '${name}': ${put.status} ${put.body.toString()}`);
}
