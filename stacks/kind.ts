import type { EnvironmentBuild } from "@featheredge/compiler";
import type { App } from "cdktf";
import type { Environment } from "#environments";
import type { CreatedStack } from "./environment-stack.ts";

/** An environment whose stacks are synthesized. */
export interface SynthesisInput {
  /** The environment's name: `prod`. */
  readonly name: string;
  readonly environment: Environment;
  /** The edge functions that the compiler built for the environment. */
  readonly build: EnvironmentBuild;
  /** The default exports of the TypeScript files that extend stacks, by path in the repository: see `loadExtensions`. */
  readonly extensions?: ReadonlyMap<string, unknown> | undefined;
}

/** The input from which a kind creates a stack. */
export interface StackInput extends SynthesisInput {
  /** The repository's folder: the environment names files relative to it. */
  readonly root: string;
  /** Another stack of the environment, to use its outputs. It is created first if it does not exist yet. */
  readonly stackOf: <Output extends string>(kind: StackKind<Output>, id: string) => CreatedStack<Output>;
  /**
   * Another stack of the environment, whatever its kind is.
   *
   * @param id the entry that it deploys
   * @throws DiagnosticError when the environment has no such stack
   */
  readonly stackNamed: (id: string) => CreatedStack;
  /** The stacks of the environment that were created before this one; all others for a foundation. */
  readonly stacksSoFar: () => readonly CreatedStack[];
}

/** A file or folder that an environment names and that must exist in the repository. */
export interface RequiredFile {
  /** The key that names it: `distributions.site.origins.pages.content`. */
  readonly key: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly type: "file" | "folder";
  /** A sentence that says what to do if it is missing. */
  readonly fix: string;
}

/** One kind of resources that are deployed together as a stack. `stacks/index.ts` lists all kinds; synthesis and commands use only that list. */
export interface StackKind<Output extends string = string> {
  /** It is part of the identity of each stack, so it must not change once a stack is applied: `distribution`. */
  readonly name: string;
  /** True for the stack that `featheredge bootstrap` applies. It is created last, and other commands leave it alone. */
  readonly isFoundation?: true;
  /** The names of the kind's entries in an environment. Each entry becomes one stack with its own state. */
  idsOf(environment: Environment): readonly string[];
  /** Checked before any stack of the synthesis is created. */
  requiredFiles?(environment: Environment, id: string): readonly RequiredFile[];
  /** The TypeScript files that the environment names to extend the stack. */
  extensions?(environment: Environment, id: string): readonly { readonly key: string; readonly path: string }[];
  /** @throws DiagnosticError for a mistake in the environment that the synthesized resources can't show */
  create(app: App, id: string, input: StackInput): CreatedStack<Output>;
}
