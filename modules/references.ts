import { z } from "zod";

/** A reference to another resource, as cdktf writes one into a string until synthesis. */
const reference = /\$\{TfToken\[/;

/**
 * The form of a string, for which a construct's user may also give a reference to another resource: its value is known
 * only when Terraform applies.
 */
export function orReference(form: z.ZodString) {
  return z.string().superRefine((value, context) => {
    if (reference.test(value)) return;
    for (const { message } of form.safeParse(value).error?.issues ?? []) {
      context.addIssue({ code: "custom", message, input: value });
    }
  });
}
