import { join } from "node:path";
import type { StackKind } from "../kind.ts";
import { bundleApi } from "./bundle.ts";
import { ApiStack } from "./stack.ts";

/** The path of the function's zip in the stack's folder. */
const file = "function.zip";

/** An HTTP API: a Lambda function with a URL, which distributions use as an origin. */
export const api: StackKind<"domain_name" | "function_name"> = {
  name: "api",
  idsOf: ({ apis }) => Object.keys(apis),
  requiredFiles({ apis }, id) {
    const path = apis[id]?.source;
    const key = `apis.${id}.source`;
    const fix = "Create it, and export a function named 'handler'.";
    return path === undefined ? [] : [{ key, path, type: "file", fix }];
  },
  extensions({ apis }, id) {
    const path = apis[id]?.extend;
    return path === undefined ? [] : [{ key: `apis.${id}.extend`, path }];
  },
  create(app, id, input) {
    const settings = input.environment.apis[id];
    if (settings === undefined) throw new Error(`The environment '${input.name}' has no API '${id}'.`);
    const { zip, sourceCodeHash } = bundleApi(join(input.root, settings.source), input.root);
    const stack = new ApiStack(app, id, input, { ...settings, file, sourceCodeHash });
    return { stack, files: new Map([[file, zip]]), outputs: ["domain_name", "function_name"] };
  },
};
