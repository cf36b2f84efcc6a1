import type * as t from "@babel/types";
import { sdkDirectory } from "../bundle/plugin.ts";
import type { Module } from "./pass.ts";

/** Whose code a node of a module's tree is. */
export type IsTheirs = (node: t.Node) => boolean;

/** True for the SDK's code. */
export function isOfSdk({ code, files }: Pick<Module, "code" | "files">): IsTheirs {
  return (node) => {
    const position = code.positionOf(node);
    return position !== undefined && files.absolute(position.file).startsWith(sdkDirectory);
  };
}

/** True for the code of the author and of packages; false for the SDK's, and for code that passes have made. */
export function isOfAuthor({ code, files }: Pick<Module, "code" | "files">): IsTheirs {
  return (node) => {
    const position = code.positionOf(node);
    return position !== undefined && !files.absolute(position.file).startsWith(sdkDirectory);
  };
}
