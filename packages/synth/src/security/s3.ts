import type { Resource } from "../rules/resources.ts";
import { type Block, blocks, constant, list } from "../rules/resources.ts";
import { attached, block, type SecurityCheck, type SecurityContext } from "./check.ts";

const check = (details: Omit<SecurityCheck, "type">): SecurityCheck => ({ type: "aws_s3_bucket", ...details });

/** A requirement that another resource meets for a bucket. */
const by = (type: string, isEnough: (values: Block) => boolean = () => true) => {
  return (bucket: Resource, context: SecurityContext) => attached(type, "bucket", bucket, context).some(isEnough);
};

const flag = (id: string, argument: string, title: string): SecurityCheck =>
  check({
    ids: [id],
    title,
    fix: `Set ${argument} in the bucket's public access block.`,
    isMet: by("aws_s3_bucket_public_access_block", (values) => values[argument] === true),
  });

const algorithms = (values: Block) =>
  blocks(values.rule).flatMap((rule) =>
    blocks(rule.apply_server_side_encryption_by_default).map((one) => one.sse_algorithm),
  );

const hasAcl = (...acls: readonly string[]) => {
  return (bucket: Resource, context: SecurityContext) =>
    [bucket.values, ...attached("aws_s3_bucket_acl", "bucket", bucket, context)].some(({ acl }) =>
      acls.includes(String(acl)),
    );
};

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a bucket's policies, whether they are JSON or a data source's: those of the latter are not known. */
function statementsOf(bucket: Resource, context: SecurityContext): Statement[] {
  return attached("aws_s3_bucket_policy", "bucket", bucket, context).flatMap(({ policy }) => {
    const text = constant(policy);
    if (text === undefined) return [];
    const { Statement = [] } = JSON.parse(text) as { readonly Statement?: Statement | Statement[] };
    return Array.isArray(Statement) ? Statement : [Statement];
  });
}

const groups = "http://acs.amazonaws.com/groups/global/";

/** The permissions that an ACL resource grants to a group of AWS's: `AllUsers` or `AuthenticatedUsers`. */
function grantedTo(group: string, { values }: Resource): unknown[] {
  return blocks(values.access_control_policy)
    .flatMap((policy) => blocks(policy.grant))
    .filter((grant) => blocks(grant.grantee).some(({ uri }) => uri === `${groups}${group}`))
    .map(({ permission }) => permission);
}

/** True if an ACL makes a bucket public, and no public access block of the bucket prevents it. */
function isPublicAcl(acl: Resource, { resources }: SecurityContext): boolean {
  const isPublic =
    ["public-read", "public-read-write"].includes(String(acl.values.acl)) || grantedTo("AllUsers", acl).length > 0;
  const bucket = addressOf(acl.values.bucket);
  return (
    isPublic &&
    !resources.some(
      ({ type, values }) =>
        type === "aws_s3_bucket_public_access_block" &&
        addressOf(values.bucket) === bucket &&
        (values.restrict_public_buckets === true || values.block_public_acls === true),
    )
  );
}

/** The resource to which a reference such as `${aws_s3_bucket.it.id}` leads; a constant is itself. */
const addressOf = (value: unknown) => String(value).replace(/^\$\{(\w+\.[\w-]+)\..*\}$/, "$1");

/** True if a bucket's policy denies requests without TLS, or allows only those with it. */
function requiresTls(bucket: string, context: SecurityContext): boolean {
  return statementsOf({ type: "aws_s3_bucket", address: bucket, values: {} }, context).some(({ Effect, Condition }) => {
    const flag = (Condition as { Bool?: Block } | undefined)?.Bool?.["aws:SecureTransport"];
    return flag !== undefined && String(flag) === (Effect === "Allow" ? "true" : "false");
  });
}

const isEveryone = ({ Principal: principal }: Statement) =>
  principal === "*" || (typeof principal === "object" && list((principal as Block | null)?.AWS).includes("*"));

/** Checkov's checks of buckets. @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html */
export const s3Checks: readonly SecurityCheck[] = [
  check({
    ids: ["CKV_AWS_18"],
    title: "Buckets write access logs",
    fix: "Add an aws_s3_bucket_logging.",
    isMet: by("aws_s3_bucket_logging"),
  }),
  check({
    ids: ["CKV_AWS_19"],
    title: "Buckets encrypt their objects",
    fix: "Add an aws_s3_bucket_server_side_encryption_configuration.",
    isMet: by("aws_s3_bucket_server_side_encryption_configuration"),
  }),
  check({
    ids: ["CKV_AWS_145"],
    title: "Buckets encrypt their objects with a key of KMS",
    fix: "Encrypt with aws:kms.",
    isMet: by("aws_s3_bucket_server_side_encryption_configuration", (values) =>
      algorithms(values).some((one) => String(one).startsWith("aws:kms")),
    ),
  }),
  check({
    ids: ["CKV_AWS_20"],
    title: "No ACL lets everyone read a bucket",
    fix: "Remove the ACL.",
    isMet: (bucket, context) => !hasAcl("public-read")(bucket, context),
  }),
  check({
    ids: ["CKV_AWS_57"],
    title: "No ACL lets everyone write to a bucket",
    fix: "Remove the ACL.",
    isMet: (bucket, context) => !hasAcl("public-read-write")(bucket, context),
  }),
  check({
    ids: ["CKV_AWS_21"],
    title: "Buckets keep versions",
    fix: "Add an aws_s3_bucket_versioning that is enabled.",
    isMet: by("aws_s3_bucket_versioning", (values) => block(values, "versioning_configuration").status === "Enabled"),
  }),
  flag("CKV_AWS_53", "block_public_acls", "Buckets block public ACLs"),
  flag("CKV_AWS_54", "block_public_policy", "Buckets block public policies"),
  flag("CKV_AWS_55", "ignore_public_acls", "Buckets ignore public ACLs"),
  flag("CKV_AWS_56", "restrict_public_buckets", "Buckets restrict access by public policies"),
  check({
    ids: ["CKV2_AWS_6"],
    title: "Buckets have a public access block",
    fix: "Add an aws_s3_bucket_public_access_block.",
    isMet: by("aws_s3_bucket_public_access_block"),
  }),
  check({
    ids: ["CKV_AWS_70"],
    title: "No policy lets everyone use a bucket",
    fix: "Name a principal, such as CloudFront's service with the distribution's ARN as a condition.",
    isMet: (bucket, context) => !statementsOf(bucket, context).some((one) => one.Effect === "Allow" && isEveryone(one)),
  }),
  check({
    ids: ["CKV_AWS_93"],
    title: "No policy locks everyone out of a bucket",
    fix: "Give the Deny a condition: without one, only the account's root user can correct the policy.",
    isMet: (bucket, context) =>
      !statementsOf(bucket, context).some(
        (one) =>
          one.Effect === "Deny" &&
          isEveryone(one) &&
          one.Condition === undefined &&
          list(one.Action).some((action) => action === "*" || action === "s3:*"),
      ),
  }),
  check({
    ids: ["CKV2_AWS_61"],
    title: "Buckets have a lifecycle",
    fix: "Add an aws_s3_bucket_lifecycle_configuration.",
    isMet: by("aws_s3_bucket_lifecycle_configuration"),
  }),
  check({
    ids: ["CKV2_AWS_62"],
    title: "Buckets notify of events",
    fix: "Add an aws_s3_bucket_notification.",
    isMet: by("aws_s3_bucket_notification"),
  }),
  check({
    ids: ["CKV2_AWS_65"],
    title: "Buckets have no ACLs",
    fix: "Set the ownership of objects to BucketOwnerEnforced.",
    isMet: by(
      "aws_s3_bucket_ownership_controls",
      (values) => block(values, "rule").object_ownership === "BucketOwnerEnforced",
    ),
  }),
  check({
    ids: ["CKV_AWS_144"],
    title: "Buckets are replicated to another region",
    fix: "Add an aws_s3_bucket_replication_configuration with an enabled rule.",
    isMet: by("aws_s3_bucket_replication_configuration", (values) =>
      blocks(values.rule).some(({ status }) => status === "Enabled"),
    ),
  }),
  {
    ids: ["CKV_AWS_379"],
    type: "aws_s3_bucket_acl",
    title: "A bucket with a public ACL requires TLS",
    fix: "Remove the ACL, block public access, or deny requests without TLS in the bucket's policy.",
    isMet: (acl, context) => !isPublicAcl(acl, context) || requiresTls(addressOf(acl.values.bucket), context),
  },
  {
    ids: ["CKV_AWS_375"],
    type: "aws_s3_bucket_acl",
    title: "No ACL lets everyone read the ACL itself",
    fix: "Remove the grant of FULL_CONTROL or READ_ACP to AllUsers.",
    isMet: (acl) => !grantedTo("AllUsers", acl).some((one) => one === "FULL_CONTROL" || one === "READ_ACP"),
  },
  {
    ids: ["CKV2_AWS_43"],
    type: "aws_s3_bucket_acl",
    title: "No ACL gives every AWS account rights to a bucket",
    fix: "Remove the grant to AuthenticatedUsers.",
    isMet: (acl) => grantedTo("AuthenticatedUsers", acl).length === 0 && acl.values.acl !== "authenticated-read",
  },
  {
    ids: ["CKV_AWS_300"],
    type: "aws_s3_bucket_lifecycle_configuration",
    title: "Lifecycles delete the parts of failed uploads",
    fix: "Add a rule with abort_incomplete_multipart_upload.",
    isMet: ({ values }) =>
      blocks(values.rule).some(
        (rule) => rule.status === "Enabled" && list(rule.abort_incomplete_multipart_upload).length > 0,
      ),
  },
];
