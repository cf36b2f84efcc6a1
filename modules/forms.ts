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

/** A path inside the repository. @param description completes "must be …" */
export const pathInside = (description: string) =>
  z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, description);
