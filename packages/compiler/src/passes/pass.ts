import type { EdgeEvent } from "@featheredge/aws-rules";
import type { Bundle } from "../bundle/bundle.ts";
import type { PreparedHandler } from "../compile/prepare.ts";
import type { Blocker } from "../placement/blocker.ts";
import type { Code } from "../source/code.ts";
import type { SourceFiles } from "../source/source-files.ts";

/** A step from a chain of handlers to a CloudFront Function: a function of a module, without other effects. */
export interface Pass {
  /** As in the file names of `--dump-passes`. */
  readonly name: string;
  /** @throws DiagnosticError for a mistake of the author's after which compiling makes no sense */
  readonly run: (module: Module) => Module | Promise<Module>;
}

/** The one value that the passes hand on: a chain of handlers on its way to being a function. */
export interface Module {
  readonly event: EdgeEvent;
  readonly chain: readonly PreparedHandler[];
  readonly files: SourceFiles;
  /** True for files of the author's, relative to the sources' root; false for those of packages. */
  readonly isAuthors: (file: string) => boolean;
  /** The bundle, which later passes leave as it is; empty before the pass `bundle`. */
  readonly bundle: Bundle;
  /** The code as the last pass left it. */
  readonly code: Code;
  /** True if the code works on CloudFront's event where it worked on the SDK's views: see `inline-sdk/`. */
  readonly isInlined: boolean;
  /** True if it reads its distribution's KeyValueStore. */
  readonly readsStore: boolean;
  /** Blockers that keep the chain out of CloudFront Functions. */
  readonly blockers: readonly Blocker[];
  /** The text that would be uploaded; undefined before it is minified, and where syntax is left that can't be. */
  readonly artifact: Code | undefined;
}
