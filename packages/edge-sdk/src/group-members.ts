import type { GroupMember, OriginOverrides } from "./types.ts";

/** A member of an origin group in AWS's own form. */
export interface NativeMember {
  readonly originId: string;
  readonly originOverrides?: OriginOverrides;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html#create-request-origin-group-helper-function */
export function nativeMembers(members: readonly GroupMember[]): NativeMember[] {
  return members.map((member) =>
    typeof member === "string" ? { originId: member } : { originId: member.id, originOverrides: member.overrides },
  );
}
