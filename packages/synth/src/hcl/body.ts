import { expression, indent, list } from "./expression.ts";
import { type Assignment, alignedAssignments } from "./layout.ts";

/** Attributes as cdktf's bindings describe them: plain values, or values with their type in the provider's schema. */
export type Attributes = Readonly<Record<string, unknown>>;

interface Described {
  readonly value: unknown;
  readonly type: string;
  readonly isBlock?: boolean;
  /** The same as `isBlock`, after cdktf has changed keys to snake case. */
  readonly is_block?: boolean;
  /** `any` for a block that nests itself, such as a statement of a web ACL, which the bindings leave untyped. */
  readonly storageClassType?: string;
  readonly storage_class_type?: string;
}

/** Arguments of Terraform itself that hold addresses, which are written without quotes. */
const addresses = new Set(["provider", "depends_on", "ignore_changes", "replace_triggered_by"]);

/** Terraform's own arguments that come first in a block, that come last, and that this writer can't write. */
const leading = new Set(["provider", "for_each", "count"]);
const trailing = new Set(["depends_on"]);
const unsupported = new Set(["provisioner", "connection"]);

/** Identifying arguments come before the other arguments of a block. */
const identifying = [
  "alias",
  "name",
  "function_name",
  "bucket",
  "sid",
  "effect",
  "path_pattern",
  "origin_id",
  "event_type",
  "error_code",
  "type",
  "test",
  "variable",
];

/** A block with its braces, as lines. */
export function block(header: string, attributes: Attributes): string[] {
  const lines = body(attributes);
  return lines.length === 0 ? [`${header} {`, "}"] : [`${header} {`, ...indent(lines), "}"];
}

function body(attributes: Attributes): string[] {
  const first: Assignment[] = [];
  const middle: Assignment[] = [];
  const last: Assignment[] = [];
  const blocks: string[][] = [];
  for (const [name, attribute] of inReadingOrder(attributes)) {
    if (name === "//" || attribute === undefined) continue;
    if (unsupported.has(name)) throw new Error(`The HCL writer does not know '${name}'.`);
    const { value, isBlock } = described(attribute);
    if (value === undefined) continue;
    if (name === "dynamic") blocks.push(...dynamicBlocks(value as Attributes));
    else if (name === "lifecycle") blocks.push(block(name, value as Attributes));
    else if (isBlock) blocks.push(...nestedBlocks(name, value));
    else {
      const target = leading.has(name) ? first : trailing.has(name) ? last : middle;
      target.push({ name, value: addresses.has(name) ? address(value) : expression(value) });
    }
  }
  const groups = [alignedAssignments(first), alignedAssignments(middle), ...blocks, alignedAssignments(last)];
  return joinWithBlankLines(groups.filter((group) => group.length > 0));
}

function inReadingOrder(attributes: Attributes): [string, unknown][] {
  const rank = ([name]: [string, unknown]) => (identifying.includes(name) ? identifying.indexOf(name) : Infinity);
  // If neither is identifying, the difference is NaN, and `|| 0` keeps the given order.
  return Object.entries(attributes).toSorted((a, b) => rank(a) - rank(b) || 0);
}

function described(attribute: unknown): { value: unknown; isBlock: boolean } {
  if (typeof attribute !== "object" || attribute === null || !("value" in attribute) || !("type" in attribute)) {
    return { value: attribute, isBlock: false };
  }
  const { value, isBlock, is_block, storageClassType, storage_class_type } = attribute as Described;
  if ((storageClassType ?? storage_class_type) === "any") return untyped(value);
  return { value, isBlock: isBlock === true || is_block === true };
}

/** In a block that the bindings leave untyped, each object is a block, and so is each object of a list. */
function untyped(value: unknown): { value: unknown; isBlock: boolean } {
  if (Array.isArray(value)) {
    const isBlock = value.length > 0 && value.every(isObject);
    return { value: isBlock ? value.map(untypedBody) : value, isBlock };
  }
  return isObject(value) ? { value: untypedBody(value), isBlock: true } : { value, isBlock: false };
}

function untypedBody(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { ...untyped(value), type: "untyped" }]),
  );
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nestedBlocks(name: string, value: unknown): string[][] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one) => {
    if (typeof one !== "object" || one === null) throw new Error(`The block '${name}' has no literal content.`);
    return block(name, one as Attributes);
  });
}

/** Terraform's `dynamic` blocks, from which it makes one block for each item of a list. */
function dynamicBlocks(dynamic: Attributes): string[][] {
  return Object.entries(dynamic).map(([name, attributes]) => {
    const { content, ...rest } = attributes as Attributes;
    return block(`dynamic "${name}"`, { ...rest, content: { value: content, type: "block", isBlock: true } });
  });
}

function address(value: unknown): readonly string[] {
  const plain = (one: unknown) => String(one).replace(/^\$\{(.*)\}$/, "$1");
  return Array.isArray(value) ? list(value.map((one) => [plain(one)])) : [plain(value)];
}

/** Groups of lines with one empty line between two of them. */
export function joinWithBlankLines(groups: readonly (readonly string[])[]): string[] {
  return groups.flatMap((group, index) => (index === 0 ? group : ["", ...group]));
}
