import type { Diagnostic } from "@featheredge/diagnostics";
import { checkCount } from "../quotas/check-count.ts";
import { fieldLevelEncryptionQuotas } from "../quotas/distributions.ts";

/** Why a field-level encryption profile can't name so many fields; undefined when it can. */
export function checkEncryptedFields(count: number): Diagnostic | undefined {
  const fix = "Name fewer, or match several by a pattern such as 'card_*'.";
  return checkCount(
    { rule: "FE-DST-070", what: "fields to encrypt", count, per: "a profile", fix },
    fieldLevelEncryptionQuotas.fieldsPerProfile,
  );
}

/** Why a field-level encryption configuration can't choose from so many profiles by query argument; undefined when it can. */
export function checkQueryArgumentProfiles(count: number): Diagnostic | undefined {
  const fix = "Map fewer query arguments to profiles.";
  return checkCount(
    { rule: "FE-DST-071", what: "profiles by query argument", count, per: "a configuration", fix },
    fieldLevelEncryptionQuotas.queryArgumentProfilesPerConfig,
  );
}
