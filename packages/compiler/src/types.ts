import type { EdgeEvent, EdgeRuntime, PlanFeature, PricingPlan, RequestRead } from "@featheredge/aws-rules";
import type { Diagnostic } from "@featheredge/diagnostics";

/** A handler as an environment configures it. */
export interface HandlerInput {
  /** The folder below `handlersDirectory`. */
  readonly handler: string;
  /** Checked against the `config` schema of the folder's `config.ts`. */
  readonly config: unknown;
  /** A pin: an error, with the reason, when the handler can't run there. */
  readonly runtime?: EdgeRuntime | undefined;
  /** Entries that it reads from its distribution's KeyValueStore. @default {} */
  readonly keyValueStore?: Readonly<Record<string, string>> | undefined;
  /** Its earlier names, the oldest first. @default [] */
  readonly renamedFrom?: readonly string[] | undefined;
}

/** A cache behavior and the handlers on its events, in the order in which they run. */
export interface BehaviorInput {
  readonly distribution: string;
  /** Its key in the environment, for messages: `distributions.site.behaviors[2]`. */
  readonly key: string;
  /** The path pattern; `*` for the default behavior. */
  readonly path: string;
  /** True for the default behavior, which CloudFront tries last; the others are tried in the order of the input. */
  readonly isDefault?: boolean | undefined;
  /** Names the bucket behind its origin; undefined for origins other than S3. */
  readonly bucket?: string | undefined;
  readonly events: Partial<Record<EdgeEvent, readonly string[]>>;
  /** The distribution's pricing plan, and features that AWS grants beyond it. @default pay-as-you-go */
  readonly pricing?: { readonly plan: PricingPlan; readonly allowed: readonly PlanFeature[] } | undefined;
}

/** The KeyValueStore that the previews of a distribution share. */
export interface PreviewStore {
  /** The SSM parameter in us-east-1 that has its ARN. */
  readonly storeParameter: string;
  /** The part before the keys of this preview's values: `pr-12/`. */
  readonly keyPrefix: string;
}

export interface BuildInput {
  readonly environment: string;
  /** The file to name in messages: `environments/prod.ts`. */
  readonly environmentFile: string;
  readonly handlersDirectory: string;
  /** Artifacts and the manifest go here; replaced as a whole, and only by a build without mistakes. */
  readonly outputDirectory: string;
  readonly cacheDirectory: string;
  readonly handlers: Readonly<Record<string, HandlerInput>>;
  readonly behaviors: readonly BehaviorInput[];
  /** Entries of the distributions' KeyValueStores, by distribution, besides those of handlers. @default {} */
  readonly keyValueStores?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The names in AWS of distributions that were renamed: their oldest, by the present one. @default {} */
  readonly oldestNames?: Readonly<Record<string, string>>;
  /** Set for the build of a preview, whose functions read their values from the store of all previews. */
  readonly preview?: PreviewStore | undefined;
  /** The folder for the code of each CloudFront Function after each pass; undefined if it is not wanted. */
  readonly dumpDirectory?: string | undefined;
}

/** A verified function, ready to be attached. */
export interface FunctionArtifact {
  /** Unique in the environment, `[a-zA-Z0-9-_]`, 40 characters at most: the handlers' names, joined. */
  readonly name: string;
  /** The names that it had before its handlers were renamed, the oldest first: it keeps that in AWS. Not set otherwise. */
  readonly earlierNames?: readonly string[];
  readonly runtime: EdgeRuntime;
  readonly event: EdgeEvent;
  /** The configured handlers it is composed of, in order. */
  readonly handlers: readonly string[];
  /** The files of these handlers, such as `edge-handlers/sign/handler.ts`. */
  readonly sources: readonly string[];
  /** Relative to the output directory: a `.js` for CloudFront Functions, a `.zip` for Lambda@Edge. */
  readonly file: string;
  /** The bytes of code that AWS counts, and the most that it accepts. */
  readonly bytes: number;
  readonly budgetBytes: number;
  /** SHA-256 of the file, in hex and as Terraform's `source_code_hash` wants it. */
  readonly sha256: string;
  readonly sourceCodeHash: string;
  /** The reasons for the runtime: one sentence each, with file and line if the source decides. */
  readonly reasons: readonly string[];
  /** `CloudFront-Viewer-*` headers that the handlers read, sorted: the behavior must ask for them. */
  readonly viewerHeaders: readonly string[];
  /** Headers, cookies and query parameters that a function at an origin event reads by constant names. */
  readonly requestReads: readonly RequestRead[];
  /** SSM parameter names that the handlers read as secrets: the function's role must allow them. */
  readonly secrets: readonly string[];
  /** Facts that the author should know, though AWS accepts the code. */
  readonly warnings: readonly Diagnostic[];
  /**
   * Set if the function gets the request's body (`include_body`): the reason, as in `edge-handlers/sign/handler.ts:4
   * uses it`. Only functions in Lambda@Edge at request events can get it.
   */
  readonly requestBody?: string;
  /** Set if a CloudFront Function calls `logCustomData`, whose field access logs must name. */
  readonly logsCustomData?: true;
  /** Set if its handler takes Lambda's callback: the file, as in `edge-handlers/sign/handler.js`. */
  readonly callbackIn?: string;
  /** Set if the handlers read their distribution's KeyValueStore: the number of their entries. */
  readonly keyValueStore?: { readonly entries: number };
}

/**
 * The reason for a runtime: `lightest`, no blocker; `own`, the function's own blocker or pin; `same-behavior`, the
 * other viewer event's function, as one behavior can't mix runtimes there; `origin-event`, the event.
 */
export type PlacementCause = "lightest" | "own" | "same-behavior" | "origin-event";

/** The reasons for a function's runtime, at one event of one behavior. */
export interface PlacementRecord {
  readonly distribution: string;
  /** The behavior's, as in `BehaviorInput`. */
  readonly key: string;
  readonly path: string;
  readonly event: EdgeEvent;
  /** The function's name. */
  readonly function: string;
  readonly cause: PlacementCause;
  /** A sentence each, with file and line if the source decides. */
  readonly reasons: readonly string[];
}

/** Which function runs at which event of a behavior. */
export interface BehaviorBuild {
  readonly distribution: string;
  readonly key: string;
  readonly path: string;
  readonly isDefault: boolean;
  readonly bucket: string | undefined;
  readonly functions: Partial<Record<EdgeEvent, FunctionArtifact>>;
}

/** The initial entries of a distribution's KeyValueStore. */
export interface InitialEntries {
  readonly distribution: string;
  /** Relative to the output directory: a JSON list of `{key, value}`, sorted by key. */
  readonly file: string;
  readonly entries: number;
  /** Keys and values together. */
  readonly bytes: number;
  /** The environment's key from which each entry comes: `handlers.redirects.config.rules`. Not in the manifest. */
  readonly keys: Readonly<Record<string, string>>;
  /** The SSM parameter in us-east-1 from which Lambda@Edge takes the store's ARN. */
  readonly parameter: string;
}

/** The manifest of one environment's build. */
export interface EnvironmentBuild {
  readonly environment: string;
  /** The output directory of this build. */
  readonly directory: string;
  readonly functions: readonly FunctionArtifact[];
  readonly behaviors: readonly BehaviorBuild[];
  /** One for each event of each behavior that has a function, in the order of behaviors and events. */
  readonly placements: readonly PlacementRecord[];
  /** One for each distribution whose functions read its KeyValueStore. */
  readonly stores: readonly InitialEntries[];
}
