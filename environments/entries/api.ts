import { z } from "zod";
import { orOutput, pathInside, renamedFrom } from "#modules/forms.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const variableName = z
  .string()
  .regex(
    /^(?!AWS_|_|LAMBDA_)[A-Za-z][A-Za-z0-9_]+$/,
    "a name is letters, digits and '_', begins with a letter, and not with AWS's 'AWS_' or 'LAMBDA_'",
  );

/** An HTTP API: a Lambda function that distributions use as an origin, by `{ type: "api", api: "<key>" }`. */
export const api = z.strictObject({
  /** The TypeScript file that exports `handler`, relative to the repository: `apis/orders/handler.ts`. */
  source: pathInside("a file inside the repository, such as 'apis/orders/handler.ts'"),
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memoryMb: z.number().int().min(128).max(10_240).default(256),
  /** Seconds until Lambda ends a run. A distribution waits for its origin's `originReadTimeout` at most. */
  timeoutSeconds: z.number().int().min(1).max(900).default(10),
  /** Environment variables of the function: text, or outputs of other stacks. No secrets: AWS shows them. @default {} */
  environment: z.record(variableName, orOutput(z.string())).default({}),
  /**
   * A TypeScript file whose default export, a function of the API's constructs, adds resources and permissions or
   * overrides any attribute, relative to the repository: see `ExtendApi` in `stacks/api/extend.ts`.
   * @default none
   */
  extend: pathInside("a file inside the repository, such as 'stacks/api/extensions/orders.ts'").optional(),
  /** Earlier keys of the API, the oldest first: a rename then keeps its function and its URL. @default not renamed */
  renamedFrom: renamedFrom.optional(),
});
