import { randomUUID } from "node:crypto";
import { createDispatcher } from "./dispatcher.ts";
import { entryReader } from "./entries.ts";
import { objectReader, PreviewCodes } from "./load-code.ts";

export {
  codeKey,
  isPreviewName,
  type PreviewBehavior,
  type PreviewCode,
  type PreviewEntry,
  type PreviewEvent,
  type PreviewFunction,
  valuePrefix,
} from "./code.ts";
export { loadPreview } from "./load-code.ts";
export { previewHeader } from "./pages.ts";
export { stashHeader } from "./pending-request.ts";

/** Where the function that runs previews finds them. */
export interface PreviewDispatcherSettings {
  /** The name of an SSM parameter in us-east-1 that has the ARN of the KeyValueStore with the previews' entries. */
  readonly storeParameter: string;
  /** The bucket with the previews' code, and its region. */
  readonly codeBucket: string;
  readonly region: string;
  readonly domainName?: string | undefined;
  readonly contentHosts: readonly string[];
}

/** The `handler` of the Lambda@Edge function that runs all previews of a distribution. */
export function previewDispatcher({ storeParameter, codeBucket, region, ...settings }: PreviewDispatcherSettings) {
  const codes = new PreviewCodes(objectReader(codeBucket, region));
  return createDispatcher({
    ...settings,
    entryOf: entryReader(storeParameter),
    codeOf: (name, sha256) => codes.get(name, sha256),
    newId: randomUUID,
  });
}
