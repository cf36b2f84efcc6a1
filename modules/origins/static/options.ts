import { z } from "zod";
import { pathInside } from "../../forms.ts";

/** A private S3 bucket that the stack creates. */
export const staticOriginOptions = z.strictObject({
  type: z.literal("static"),
  /**
   * A folder of files that Terraform uploads, relative to the repository.
   * @default none: another pipeline fills the bucket
   */
  content: pathInside("a folder inside the repository, such as 'stacks/content/site'").optional(),
});
