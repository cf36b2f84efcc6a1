import type { Account } from "../control-plane/state/account.ts";

/** A call of an operation by AWS's JSON protocols. */
export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** The account that signed it, which keeps the resources that moto does not have. */
  readonly account: Account;
  /** Lets moto answer an operation of the same service. @throws {ServiceError} moto's error */
  askMoto(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
}

/** An operation. It resolves to undefined for a resource that moto has, which then answers. */
type Operation = (call: Call) => object | undefined | Promise<object | undefined>;

export type Operations = Readonly<Record<string, Operation>>;

/** Reads a text of the input; empty if it is missing. */
export function textOf(input: Call["input"], name: string): string {
  const value = input[name];
  return typeof value === "string" ? value : "";
}
