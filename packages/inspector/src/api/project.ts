import { z } from "zod";
import { type RequestView, type SourcePosition, sentence } from "./http.ts";
import type { RequestTest } from "./requests.ts";
import type { SourceLines } from "./stages.ts";

/** The state of the environment while `up` follows its changes. */
export const projectStatus = z.object({
  environment: z.string(),
  terraform: z.enum(["not-run", "waiting", "planning", "applying", "applied", "failed"]),
  /** Names of functions and KeyValueStores that were changed on the loopback before Terraform has applied them. */
  ahead: z.array(z.string()),
  lastBuild: z.object({ succeeded: z.boolean(), durationMs: z.number() }).optional(),
  /** Mistakes that stop the next apply: sentences, with their positions. */
  errors: z.array(sentence),
  /** The editor that opens lines of the project, such as `code`; undefined if the user has chosen none. */
  editor: z.string().optional(),
});
export type ProjectStatus = z.output<typeof projectStatus>;

/** A comparison of AWS with what Terraform applied last, as `featheredge drift` makes it. */
const driftCheck = z.object({
  status: z.enum(["checking", "checked", "failed"]),
  /** When it began or ended, in milliseconds since 1970. */
  at: z.number(),
  /** Resources that were changed outside of Terraform. Empty unless the status is `checked`. */
  differences: z.array(
    z.object({
      stack: z.string(),
      /** The resource: its name on AWS, or its address in Terraform. */
      subject: z.string(),
      /** Such as `was changed outside of Terraform: comment`, without values. */
      detail: z.string(),
    }),
  ),
});
export type DriftCheck = z.output<typeof driftCheck>;

/** Terraform's state of the environment. */
export const terraformView = z.object({
  status: projectStatus.shape.terraform,
  /** The summary of the last plan, as text for people. */
  plan: z.object({ text: z.string() }).optional(),
  /** The last lines of Terraform's output. */
  log: z.array(z.string()),
  /** Undefined until the first check. */
  drift: driftCheck.optional(),
});
export type TerraformView = z.output<typeof terraformView>;

/** Facts about one deployed function that only the project has. */
export interface FunctionSource {
  /** The handlers that the function was made of, the first one first. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** Why it runs where it runs: one sentence each. */
  readonly placement: readonly string[];
}

/** A position in the deployed code of a function. */
export interface DeployedPosition {
  /** The function's deployed name. */
  readonly functionName: string;
  /** The SHA-256 of the code, or of Lambda's zip, in hex. */
  readonly sha256: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

/** Names a behavior of a distribution as AWS's API shows it. */
export interface BehaviorName {
  /** The distribution's comment. */
  readonly comment: string;
  readonly index: number | "default";
  readonly pathPattern: string;
}

/** An exchange from which a test is made. Headers and query parameters that hold a secret are omitted. */
export interface TestedRequest {
  /** The distribution's comment. */
  readonly comment: string;
  /** Undefined if it was the distribution's domain name or id, which another deployment does not have. */
  readonly host?: string;
  readonly protocol: "http" | "https";
  readonly request: RequestWithoutSecrets;
  /** The viewer's address. */
  readonly address: string;
  /** The viewer's simulated properties: `country` to `DE`. */
  readonly simulated: Readonly<Record<string, string>>;
  /** The runs of functions, in their order. */
  readonly runs: readonly {
    readonly name: string;
    readonly event: string;
    readonly request: RequestWithoutSecrets;
    readonly response?: TestedResponse;
  }[];
  readonly answer: TestedResponse & { readonly xCache: string };
}

interface RequestWithoutSecrets extends RequestView {
  /** Where its secrets were: `header authorization`, `query parameter token`. */
  readonly omitted: readonly string[];
}

interface TestedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * The project whose environment the loopback serves. The loopback itself sees AWS's API only, so everything that is in
 * the project's files comes from here. Methods answer undefined for names that the project does not have.
 */
export interface ProjectView {
  readonly environment: string;
  status(): ProjectStatus;
  /** Calls the listener after each change of the status. @returns a function that removes it */
  onStatus(listener: (status: ProjectStatus) => void): () => void;
  terraform(): Promise<TerraformView>;
  /** Calls the listener after changes of what {@link terraform} answers. @returns a function that removes it */
  onTerraform(listener: () => void): () => void;
  /** Plans and applies now, and resolves when that has begun. */
  apply(): Promise<void>;
  /** Compares AWS with what was applied last. It resolves when that has begun: `terraform` then has the result. */
  checkDrift(): Promise<void>;
  /** @param name a function's deployed name */
  functionSource(name: string): Promise<FunctionSource | undefined>;
  /**
   * Finds the author's line of a position in a function's deployed code, by its source map. It answers undefined for code
   * that is not that of the newest build, since the author's lines have changed since.
   */
  sourceOf(position: DeployedPosition): Promise<SourceLines | undefined>;
  /** Finds the position of a behavior, or of one of its options, in the environment. */
  positionOf(behavior: BehaviorName, option?: string): Promise<SourcePosition | undefined>;
  /** Opens a line in the user's editor. @returns the reason why it is not opened, a sentence; undefined if it is */
  open(position: SourcePosition): Promise<string | undefined>;
  /** Values of configs that must not be shown, wherever they appear. */
  secrets(): Promise<readonly string[]>;
  /** Makes a test of a request: `event` for the function that ran first, `vitest` through the whole distribution. */
  testOf(request: TestedRequest, form: "event" | "vitest"): Promise<RequestTest | undefined>;
}
