import type { StackKind } from "../kind.ts";
import { previewedDistribution, previewStackId } from "./names.ts";
import { dispatcherFile, PreviewStack } from "./stack.ts";

/**
 * The previews of a distribution with `preview`: one distribution that serves the handlers, the content and the values of
 * every pull request. See docs/preview.md.
 */
export const preview: StackKind = {
  name: "preview",
  idsOf: ({ distributions }) =>
    Object.entries(distributions).flatMap(([key, distribution]) =>
      distribution.preview === undefined ? [] : [previewStackId(key)],
    ),
  create(app, id, input) {
    const stack = new PreviewStack(app, id, previewedDistribution(input.environment, id), input);
    return { stack, files: new Map([[dispatcherFile, stack.dispatcher.zip]]), outputs: stack.outputNames };
  },
};
