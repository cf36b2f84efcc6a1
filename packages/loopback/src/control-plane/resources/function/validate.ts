import type { FunctionConfig } from "@aws-sdk/client-cloudfront";
import { checkFunctionName, cloudFrontFunctionQuotas, functionRuntimes } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import { invalid, oneOf } from "../../shared/invalid.ts";
import { findStore } from "../key-value-store/kind.ts";

/** Checks the name of a function. @throws {CloudFrontError} `InvalidArgument` */
export function checkName(name: string): void {
  const diagnostic = checkFunctionName("cloudfront-function", name);
  if (diagnostic !== undefined) invalid(sentences(diagnostic));
}

/**
 * Checks the config and code of a function's stage.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_FunctionConfig.html
 */
export function checkFunction(config: FunctionConfig, code: Uint8Array, context: Context): void {
  oneOf("Runtime", config.Runtime, functionRuntimes);
  if ((config.Comment ?? "").length > 128) invalid("The parameter Comment is longer than 128 characters.");
  const most = cloudFrontFunctionQuotas.codeBytes.value;
  if (code.byteLength > most) {
    throw new CloudFrontError(
      "FunctionSizeLimitExceeded",
      `The function has ${code.byteLength} bytes; CloudFront takes ${most}.`,
    );
  }
  if (code.byteLength === 0) invalid("The function has no code.");
  const stores = config.KeyValueStoreAssociations?.Items ?? [];
  if (stores.length > 1) invalid(`The function has ${stores.length} key value stores; CloudFront takes one.`);
  const [store] = stores;
  if (store === undefined) return;
  if (config.Runtime === "cloudfront-js-1.0") invalid("Key value stores need the runtime cloudfront-js-2.0.");
  const arn = store.KeyValueStoreARN ?? "";
  if (findStore(arn, context) === undefined) fail("EntityNotFound", `The key value store '${arn}' does not exist.`);
}
