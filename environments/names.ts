import { z } from "zod";

/** A key of an environment that becomes part of resources' names. */
export const name = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/,
    "a name is lower-case letters, digits and inner '-', begins with a letter, and has 31 characters at most",
  );

/** A path inside the repository. @param description completes "must be …" */
export const pathInside = (description: string) =>
  z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, description);
