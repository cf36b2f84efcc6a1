import { type Attributes, block, joinWithBlankLines } from "./body.ts";
import { expression, indent } from "./expression.ts";
import { alignedAssignments } from "./layout.ts";

/** The parts that one cdktf element adds to a stack, with all tokens resolved: `{ resource: { type: { name: attributes } } }`. */
export type Fragment = Readonly<Record<string, unknown>>;

type Nested = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

export interface RequiredProvider {
  readonly source: string;
  readonly version: string;
}

export interface Configuration {
  /** A comment at the top. */
  readonly heading: string;
  readonly requiredProviders: Readonly<Record<string, RequiredProvider>>;
  /** In reading order. */
  readonly fragments: readonly Fragment[];
}

/**
 * Writes a configuration as HCL that `terraform fmt` does not change.
 *
 * cdktf's own writer puts quotes around provider references, wraps each reference in a template, writes no blank lines,
 * and puts a JSON policy on one line, all of which makes reviews harder.
 *
 * @throws Error when a fragment has an element that this writer does not know, since it would be missing from the HCL
 */
export function writeConfiguration({ heading, requiredProviders, fragments }: Configuration): string {
  const groups = [
    [`# ${heading}`],
    terraformBlock(requiredProviders, fragments),
    localsBlock(fragments),
    ...fragments.flatMap(blocksOf),
  ];
  return `${joinWithBlankLines(groups.filter((group) => group.length > 0)).join("\n")}\n`;
}

function terraformBlock(required: Configuration["requiredProviders"], fragments: readonly Fragment[]): string[] {
  const providers = Object.entries(required).map(([name, { source, version }]) => ({
    name,
    value: expression({ source, version }),
  }));
  const backends = fragments
    .map(
      ({ terraform }) =>
        (terraform as { readonly backend?: Readonly<Record<string, Attributes>> } | undefined)?.backend,
    )
    .flatMap((backend) => Object.entries(backend ?? {}))
    .map(([type, attributes]) => block(`backend "${type}"`, attributes));
  const requiredBlock = ["required_providers {", ...indent(alignedAssignments(providers)), "}"];
  return ["terraform {", ...indent(joinWithBlankLines([requiredBlock, ...backends])), "}"];
}

function localsBlock(fragments: readonly Fragment[]): string[] {
  const locals = fragments
    .flatMap(({ locals }) => Object.entries((locals ?? {}) as Readonly<Record<string, { readonly value: unknown }>>))
    .map(([name, { value }]) => ({ name, value: expression(value) }));
  return locals.length === 0 ? [] : ["locals {", ...indent(alignedAssignments(locals)), "}"];
}

function blocksOf(fragment: Fragment): string[][] {
  return Object.entries(fragment).flatMap(([kind, content]) => {
    if (content === undefined || kind === "terraform" || kind === "locals") return [];
    if (kind === "provider") return providerBlocks(content as Readonly<Record<string, readonly Attributes[]>>);
    if (kind === "resource" || kind === "data") return typedBlocks(kind, content as Nested);
    if (kind === "import" || kind === "moved" || kind === "removed") {
      return (content as readonly Attributes[]).map((attributes) => block(kind, attributes));
    }
    if (kind === "output") return outputBlocks(content as Readonly<Record<string, Attributes>>);
    throw new Error(`The HCL writer does not know '${kind}'.`);
  });
}

function providerBlocks(providers: Readonly<Record<string, readonly Attributes[]>>): string[][] {
  return Object.entries(providers).flatMap(([name, all]) =>
    all.map(({ alias, ...attributes }) =>
      block(`provider "${name}"`, alias === undefined ? attributes : { alias, ...attributes }),
    ),
  );
}

function typedBlocks(kind: string, content: Nested): string[][] {
  return Object.entries(content).flatMap(([type, named]) =>
    Object.entries(named).map(([name, attributes]) => block(`${kind} "${type}" "${name}"`, attributes)),
  );
}

function outputBlocks(outputs: Readonly<Record<string, Attributes>>): string[][] {
  return Object.entries(outputs).map(([name, attributes]) => block(`output "${name}"`, attributes));
}
