import { z } from "zod";
import { orReference } from "./references.ts";

/** A host name in lower case, which may begin with `*.`. */
export const hostName = orReference(
  z
    .string()
    .regex(
      /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
      "a host name in lower case, such as 'www.example.com'",
    ),
);

/** The ARN of a resource in us-east-1, where everything is that CloudFront uses. @param what completes "must be …" */
export const arnInUsEast1 = (service: string, what: string) =>
  orReference(z.string().regex(new RegExp(`^arn:aws:${service}:us-east-1:\\d{12}:.+$`), `${what}, in us-east-1`));

/** A key that becomes part of resources' names. */
export const name = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/,
    "a name is lower-case letters, digits and inner '-', begins with a letter, and has 31 characters at most",
  );

/**
 * The earlier names of a renamed entry, the oldest first. Its resources keep the names that they have in AWS, which begin
 * with the oldest, and Terraform keeps the resources.
 */
export const renamedFrom = z
  .union([name, z.array(name).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

/** A path inside the repository. @param description completes "must be …" */
export const pathInside = (description: string) =>
  z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, description);

/** Names an output of another stack of the environment: its value is known once that stack is applied. */
const outputReference = z.strictObject({
  /** The entry that the stack deploys, such as a key of `apis`. */
  stack: name,
  /** An output of the stack, such as `domain_name`. */
  output: z.string().regex(/^[a-z][a-z0-9_]*$/, "an output's name has lower-case letters, digits and '_'"),
});

export type OutputReference = z.output<typeof outputReference>;

/** The form of a string that may also be an output of another stack of the environment. */
export const orOutput = <Form extends z.ZodType<string>>(form: Form) => z.union([form, outputReference]);

/** True for a reference to an output of another stack. */
export function isOutputReference(value: unknown): value is OutputReference {
  return outputReference.safeParse(value).success;
}

/** Options after each reference to an output was replaced by a string. */
export type WithoutOutputs<Options> = Options extends OutputReference
  ? string
  : Options extends readonly (infer Item)[]
    ? WithoutOutputs<Item>[]
    : Options extends object
      ? { [Key in keyof Options]: WithoutOutputs<Options[Key]> }
      : Options;
