import { createHash } from "node:crypto";
import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";
import type { Construct, IConstruct } from "constructs";

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * Eight hexadecimal digits of the hash of options, for a name that changes with them. The order of keys doesn't matter,
 * and a reference to another resource counts by its address.
 */
export function contentHash(scope: IConstruct, content: unknown): string {
  const resolved: unknown = Tokenization.resolve(content, { scope, resolver, preparing: false });
  return createHash("sha256")
    .update(JSON.stringify(sortedByKey(resolved)))
    .digest("hex")
    .slice(0, 8);
}

function sortedByKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedByKey);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortedByKey(inner)]),
  );
}

/** Finds the one construct of an id in a stack, or creates it there. */
export function oncePerStack<C extends Construct>(
  scope: IConstruct,
  id: string,
  create: (stack: TerraformStack) => C,
): C {
  const stack = TerraformStack.of(scope);
  return (stack.node.tryFindChild(id) as C | undefined) ?? create(stack);
}

interface Copy<Created> {
  readonly created: Created;
  readonly users: Set<IConstruct>;
}

/**
 * Resources of a stack that are shared by equal content: each is created once, and once more where AWS limits how many
 * users share one and more do.
 */
export class SharedResources<Created> {
  readonly #copies = new Map<string, Copy<Created>[]>();
  readonly #mostUsers: number;

  /** @param mostUsers how many users can share one resource */
  constructor(mostUsers = Number.POSITIVE_INFINITY) {
    this.#mostUsers = mostUsers;
  }

  /**
   * The resource with some content, which is created if there is none that one more user can share.
   *
   * @param user such as a distribution
   * @param create gets an end for the resource's name, which changes with the content
   */
  for(user: IConstruct, content: unknown, create: (suffix: string) => Created): Created {
    const hash = contentHash(user, content);
    const copies = this.#copies.get(hash) ?? [];
    const shared =
      copies.find(({ users }) => users.has(user)) ?? copies.find(({ users }) => users.size < this.#mostUsers);
    if (shared !== undefined) {
      shared.users.add(user);
      return shared.created;
    }
    const created = create(copies.length === 0 ? hash : `${hash}-${copies.length + 1}`);
    this.#copies.set(hash, [...copies, { created, users: new Set([user]) }]);
    return created;
  }
}
