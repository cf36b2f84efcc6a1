import type { CloudFront } from "@aws-sdk/client-cloudfront";
import * as sdk from "@aws-sdk/client-cloudfront";
import type { StaticOperationSchema } from "@smithy/types";
import type { Context } from "../context.ts";

type Sdk = typeof sdk;

/** The name of any operation that the SDK has, such as `CreateDistribution`. */
export type OperationName = {
  [Name in keyof Sdk]: Name extends `${infer Operation}Command`
    ? Uncapitalize<Operation> extends keyof CloudFront
      ? Operation
      : never
    : never;
}[keyof Sdk];

type Command<Name extends OperationName> = `${Name}Command` extends keyof Sdk
  ? Sdk[`${Name}Command`] extends new (
      input: never,
    ) => infer Instance
    ? Instance
    : never
  : never;

/** The input of an operation. */
type Input<Name extends OperationName> = Command<Name> extends { readonly input: infer I } ? I : never;

/** The output of an operation. */
type Output<Name extends OperationName> =
  Command<Name> extends {
    resolveMiddleware(...parameters: never[]): (...parameters: never[]) => Promise<{ output: infer O }>;
  }
    ? Omit<O, "$metadata">
    : never;

/**
 * The operations of a resource. An operation must not await between two changes of state, so that no other operation sees a
 * half-finished change.
 * @throws {CloudFrontError} instead of an answer.
 */
export type Operations = {
  readonly [Name in OperationName]?: (input: Input<Name>, context: Context) => Output<Name> | Promise<Output<Name>>;
};

/** The SDK's schemas of all operations: method, path, status, and the shapes of input and output. */
export const operationSchemas: readonly StaticOperationSchema[] = Object.values(sdk).filter(isOperationSchema);

function isOperationSchema(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === 9;
}
