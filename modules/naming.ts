import { createHash } from "node:crypto";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * One name from its parts, joined by `-`. Over `most` characters it is cut and ends in eight hexadecimal digits of the
 * whole name's hash, so that two long names that begin alike stay different.
 */
export function joinedName(parts: readonly string[], most: number): string {
  const whole = parts.join("-");
  if (whole.length <= most) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, most - hash.length - 1)}-${hash}`;
}

/** A stack that names its resources by its own convention. */
export interface NamesResources {
  resourceName(part: string, most: number): string;
}

/**
 * A name for a resource that a stack's constructs share: by the stack's convention, or after the stack's id.
 *
 * @param most characters
 */
export function resourceName(scope: IConstruct, part: string, most: number): string {
  const stack: TerraformStack & Partial<NamesResources> = TerraformStack.of(scope);
  return stack.resourceName?.(part, most) ?? joinedName([stack.node.id, part], most);
}
