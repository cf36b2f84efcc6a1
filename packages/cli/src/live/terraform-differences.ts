import type { Difference } from "./difference.ts";
import { isReportedTwice, isSetByTrafficCommands } from "./reported-twice.ts";
import { changedAttributes, type KnownResource, type PlannedChange } from "./resources.ts";

/** Attributes that AWS changes by itself, or with a publication: served code is compared by its bytes. */
const volatile = [
  "etag",
  "in_progress_validation_batches",
  "last_modified",
  "last_modified_time",
  "live_stage_etag",
  "status",
];

/**
 * Types whose differences are found otherwise: the entries of a KeyValueStore are dynamic config that may change there,
 * and are compared with those that the environment lists.
 */
const comparedOtherwise = ["aws_cloudfrontkeyvaluestore_keys_exclusive", "aws_cloudfront_key_value_store"];

/** The drift that Terraform has found by refreshing a state. @param known the resources of all states of the environment */
export function describeDrift(drift: readonly PlannedChange[], known: readonly KnownResource[]): Difference[] {
  return drift.flatMap((one) => describeChange(one, "was changed outside of Terraform", known));
}

/** The changes that applying a commit's configuration would make. */
export function describeChanges(changes: readonly PlannedChange[]): Difference[] {
  return changes.flatMap((one) => describeChange(one, "differs", []));
}

function describeChange(found: PlannedChange, verb: string, known: readonly KnownResource[]): Difference[] {
  const { address, type, change } = found;
  if (comparedOtherwise.includes(type) && !change.actions.includes("create")) return [];
  if (change.actions.includes("no-op") || change.actions.includes("read")) return [];
  if (change.actions.includes("delete") && !change.actions.includes("create")) {
    const detail = verb === "differs" ? "is not in the commit" : "does not exist any more";
    return [{ kind: verb === "differs" ? "new resource" : "missing resource", subject: address, detail }];
  }
  if (change.actions.includes("create") && !change.actions.includes("delete")) {
    return [{ kind: "missing resource", subject: address, detail: "does not exist" }];
  }
  const names = changedAttributes(found).filter(
    (name) =>
      !volatile.includes(name) && !isReportedTwice(found, name, known) && !isSetByTrafficCommands(found, name, known),
  );
  if (names.length === 0) return [];
  const detail = `${verb}: ${names.join(", ")}`;
  if (type === "aws_cloudfront_distribution" && names.includes("web_acl_id")) {
    const others = names.filter((name) => name !== "web_acl_id");
    const rest: Difference[] =
      others.length === 0 ? [] : [{ kind: "setting", subject: address, detail: `${verb}: ${others.join(", ")}` }];
    return [{ kind: "web ACL", subject: address, detail: `${verb}: web_acl_id` }, ...rest];
  }
  const isCode = type === "aws_cloudfront_function" && names.includes("code");
  return [{ kind: isCode ? "function code" : "setting", subject: address, detail }];
}
