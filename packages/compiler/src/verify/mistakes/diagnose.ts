import type { EdgeEvent } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { MissingReturn } from "./missing-return.ts";
import type { StoreWrite } from "./store-writes.ts";

/** Reports an access key, of which only the first letters are shown. */
export function diagnoseAccessKey(shown: string): Diagnostic<"FE-HND-034"> {
  return diagnose("FE-HND-034", {
    message: `'${shown}' is an AWS access key.`,
    fix: "Remove it, make it inactive in IAM, and read secrets by secret() in Lambda@Edge.",
  });
}

/** Reports a handler without a return: an error if it never returns a value, a warning if only some paths lack one. */
export function diagnoseMissingReturn({ isAlways }: MissingReturn, event: EdgeEvent): Diagnostic<"FE-HND-035"> {
  const wanted = event.endsWith("request") ? "the request, or a response" : "the response";
  return isAlways
    ? diagnose("FE-HND-035", {
        message: "the handler returns nothing, so CloudFront would answer every request with an error.",
        fix: `Return ${wanted}.`,
      })
    : diagnose("FE-HND-035", {
        severity: "warning",
        message: "the handler can end without a return; CloudFront answers such a request with an error.",
        fix: `Return ${wanted} on each path, or throw where that can't happen.`,
      });
}

/** Reports a call that would write to a KeyValueStore. */
export function diagnoseStoreWrite({ call }: StoreWrite): Diagnostic<"FE-HND-036"> {
  return diagnose("FE-HND-036", {
    message: `${call}: a function can only read its KeyValueStore, so this call throws.`,
    fix: "Write entries by 'featheredge kvs put', or list them in the environment, by keyValueStore of the distribution or of the handler.",
    page: pages.keyValueStoreMethods,
  });
}
