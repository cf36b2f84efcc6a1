/** A block of HCL, as the parser gives it: blocks inside it are lists, and expressions are templates such as `${a.b.c}`. */
export type Block = Readonly<Record<string, unknown>>;

/** A synthesized stack's configuration. */
export interface Configuration {
  /** The resource of an address without attributes, such as `aws_s3_bucket.pages`. */
  resource(address: string): Block | undefined;
  /** The resources of a type, by their names. */
  resourcesOf(type: string): readonly (readonly [name: string, block: Block])[];
  /** The value of a text that is `${local.x}`; other texts as they are. */
  valueOf(text: string): string;
}

/** Makes the parser's result readable. */
export function readConfiguration(parsed: Block): Configuration {
  const resources = (parsed.resource ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const locals = Object.assign({}, ...blocks(parsed.locals)) as Block;
  const resourcesOf = (type: string) =>
    Object.entries(resources[type] ?? {}).flatMap(([name, block]) => blocks(block).map((one) => [name, one] as const));
  return {
    resourcesOf,
    resource(address) {
      const [type = "", name] = address.split(".");
      return resourcesOf(type).find(([each]) => each === name)?.[1];
    },
    valueOf(text) {
      const local = /^\$\{local\.(\w+)\}$/.exec(text)?.[1];
      return local === undefined ? text : textOf(locals[local], text);
    },
  };
}

/** The blocks of a name: the parser gives a list, or a block alone. */
export function blocks(value: unknown): readonly Block[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "object" && one !== null);
}

/** The only block of a name; empty if there is none. */
export function block(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : []).map(String);
}

export function textOf(value: unknown, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}

export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** The address of the first resource or data source that an expression names: `aws_s3_bucket.pages`. */
export function addressIn(expression: unknown): string | undefined {
  const [, address] = /\$\{.*?\b((?:data\.)?(?:aws|terraform)_\w+\.\w+)/.exec(textOf(expression)) ?? [];
  return address;
}
