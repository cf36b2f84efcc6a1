import { readFileSync } from "node:fs";
import { readNativeHandler } from "../native/native-handler.ts";
import { readHandlerFile } from "./handler-file.ts";

/** The declaration in a handler's source. */
export type HandlerForm =
  /** Written with the SDK, for requests or responses. */
  | { readonly form: "portable"; readonly kind: "request" | "response" }
  /** In AWS's own form, for one runtime; undefined when that can't be seen. */
  | { readonly form: "native"; readonly runtime: "cloudfront-function" | "lambda-at-edge" | undefined }
  /** Its default export is not a handler. */
  | { readonly form: "none" };

/**
 * Reads a handler's source without building it.
 *
 * @throws SyntaxError of Babel when the source does not parse
 */
export function inspectHandler(file: string): HandlerForm {
  const source = readFileSync(file, "utf8");
  const declaration = readHandlerFile(source);
  if (declaration !== undefined) return { form: "portable", kind: declaration.kind };
  const native = readNativeHandler(source);
  return native === undefined ? { form: "none" } : { form: "native", runtime: native.runtime };
}
