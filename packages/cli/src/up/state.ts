import type { Diagnostic } from "@featheredge/diagnostics";
import type { StackDifferences } from "../live/difference.ts";

/**
 * The state of `featheredge up` at one moment. It is replaced as a whole and never changed, so that readers can compare
 * two states.
 */
export interface UpState {
  /** The environment's name, such as `local`. */
  readonly environment: string;
  /** The distributions that are served, in the order of the deployment. Empty until the loopback has one. */
  readonly distributions: readonly ServedDistribution[];
  /** Where the inspector is served: `http://inspector.localhost:8080/`. Undefined until the loopback runs. */
  readonly inspector: string | undefined;
  readonly terraform: TerraformState;
  /** The parts that are served with a newer content than Terraform has applied. */
  readonly ahead: readonly AheadOfTerraform[];
  /** The last build, whether it succeeded or not. Undefined until there is one. */
  readonly build: LastBuild | undefined;
  /** The last comparison of AWS with what was applied last. Undefined until a user asks for one. */
  readonly drift: DriftCheck | undefined;
  /** The project's errors at present; empty after a build and an apply that succeeded. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A distribution and the URLs that it is served at. */
export interface ServedDistribution {
  readonly id: string;
  /** The distribution's comment, or its id if it has none. */
  readonly title: string;
  /** At each host name, the URLs for HTTP and HTTPS: `http://localhost:8080/`. */
  readonly urls: readonly { readonly http: string; readonly https: string }[];
}

/** A comparison of AWS with what was applied last, which a user asked for. `at` is in milliseconds since 1970. */
export type DriftCheck =
  | { readonly status: "checking" | "failed"; readonly at: number }
  | { readonly status: "checked"; readonly at: number; readonly stacks: readonly StackDifferences[] };

/** Terraform's present work, and how its last run ended. */
interface TerraformState {
  readonly status: TerraformStatus;
  /** Milliseconds since 1970 of the last change of the status. */
  readonly since: number;
}

export type TerraformStatus =
  /** It has not run since `up` started: the deployment of its last apply is served. */
  | "not-run"
  /** A newer edit is being built, or a run waits for edits to end. */
  | "waiting"
  | "planning"
  | "applying"
  /** The configuration is served as it is, and the next plan would be empty. */
  | "applied"
  /** The last run failed. The deployment before it is served. */
  | "failed";

/** A part that was put into the loopback before Terraform has applied it. */
export interface AheadOfTerraform {
  readonly kind: "cloudfront-function" | "lambda-at-edge" | "key-value-store";
  /** The name that it has in AWS. */
  readonly name: string;
}

/** One build of the environment. */
export interface LastBuild {
  readonly succeeded: boolean;
  /** From the edit, or from the start of the command, until the build ended. */
  readonly milliseconds: number;
  /** Each function with its size; those of the last build that succeeded. */
  readonly functions: readonly BuiltFunction[];
}

interface BuiltFunction {
  readonly name: string;
  readonly runtime: "cloudfront-function" | "lambda-at-edge";
  /** Of the code as it is deployed; of Lambda@Edge, of the zip file. */
  readonly bytes: number;
}

/** A change in `featheredge up`. The state that follows from it is passed along. */
export type UpEvent =
  /** A step of the work began: one sentence for people. */
  | { readonly type: "step"; readonly text: string }
  /** Text of another program, such as Terraform, for people. */
  | { readonly type: "output"; readonly text: string }
  /** The result of a step, such as the summary of a plan. */
  | { readonly type: "result"; readonly text: string }
  /** The summary of Terraform's last plan, without colors. People have seen it as a result, unless it has no changes. */
  | { readonly type: "plan"; readonly text: string }
  /** The edge answers requests, the first time. */
  | { readonly type: "serving"; readonly milliseconds: number; readonly from: "kept" | "applied" }
  /** Files changed: paths from the project's root with `/`. */
  | { readonly type: "changed"; readonly files: readonly string[] }
  | { readonly type: "built"; readonly build: LastBuild }
  /** Terraform began a step, or its status changed otherwise. */
  | { readonly type: "terraform"; readonly status: TerraformStatus }
  /** Code or entries are served before Terraform has applied them. Milliseconds since the edit. */
  | { readonly type: "ahead"; readonly parts: readonly AheadOfTerraform[]; readonly milliseconds: number }
  /** They were put back to the content that Terraform applied last, since Terraform rejected them. */
  | { readonly type: "reverted"; readonly parts: readonly AheadOfTerraform[] }
  /** A check for drift began or ended. */
  | { readonly type: "drift"; readonly drift: DriftCheck }
  /** Terraform applied the configuration. Milliseconds since the edit, or since the start. */
  | { readonly type: "applied"; readonly milliseconds: number; readonly after: "start" | "edit" }
  /** A build or a run of Terraform failed. The deployment before it goes on being served. */
  | {
      readonly type: "failed";
      readonly diagnostics: readonly Diagnostic[];
      /** The diagnostics as text with excerpts of the sources; empty if there are none. */
      readonly text: string;
    }
  | { readonly type: "distribution-added"; readonly distribution: ServedDistribution }
  /** Its title or its URLs are others, as with a new alias. A sole distribution is also served at `localhost`. */
  | { readonly type: "distribution-changed"; readonly distribution: ServedDistribution }
  | { readonly type: "distribution-removed"; readonly distribution: ServedDistribution };

/** Hears every event, with the state after it. */
export type UpListener = (event: UpEvent, state: UpState) => void;

/**
 * Commands that a user can give while `featheredge up` runs.
 */
export interface UpCommands {
  /** Plans and applies again, even if nothing was edited. */
  apply(): void;
  /** Drops every cached answer of every distribution. */
  clearCache(): void;
  quit(): void;
}
