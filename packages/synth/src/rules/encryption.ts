import { checkEncryptedFields, checkPublicKey, checkQueryArgumentProfiles } from "@featheredge/aws-rules";
import { type Block, blocks, constant, list } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/** Reports a public key that CloudFront can't use. */
export function checkPublicKeyResource(address: string, { encoded_key }: Block): StackDiagnostic[] {
  const pem = constant(encoded_key);
  return pem === undefined ? [] : at(`${address}.encoded_key`, checkPublicKey(pem));
}

/** Reports settings of a field-level encryption profile or configuration that CloudFront rejects. */
export function checkFieldLevelEncryptionResource(type: string, address: string, values: Block): StackDiagnostic[] {
  if (type === "aws_cloudfront_field_level_encryption_profile") {
    const fields = itemsOf(values.encryption_entities).flatMap((entity) =>
      blocks(entity.field_patterns).flatMap(({ items }) => list(items)),
    );
    return at(`${address}.encryption_entities`, checkEncryptedFields(fields.length));
  }
  if (type !== "aws_cloudfront_field_level_encryption_config") return [];
  const profiles = blocks(values.query_arg_profile_config).flatMap((block) => itemsOf(block.query_arg_profiles));
  return at(`${address}.query_arg_profile_config`, checkQueryArgumentProfiles(profiles.length));
}

function itemsOf(value: unknown): Block[] {
  return blocks(value).flatMap(({ items }) => [...blocks(items)]);
}
