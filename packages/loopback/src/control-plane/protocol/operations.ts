import type { CloudFront } from "@aws-sdk/client-cloudfront";
import * as sdk from "@aws-sdk/client-cloudfront";
import type { StaticOperationSchema } from "@smithy/types";
import type { Context } from "../context.ts";

type Sdk = typeof sdk;

/** `CreateDistribution` and all others that the SDK knows. */
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

/** What an operation is given. */
type Input<Name extends OperationName> = Command<Name> extends { readonly input: infer I } ? I : never;

/** What an operation answers. */
type Output<Name extends OperationName> =
  Command<Name> extends {
    resolveMiddleware(...parameters: never[]): (...parameters: never[]) => Promise<{ output: infer O }>;
  }
    ? Omit<O, "$metadata">
    : never;

/**
 * What a resource does. An operation changes state without awaiting in between, so that none sees another's half.
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
