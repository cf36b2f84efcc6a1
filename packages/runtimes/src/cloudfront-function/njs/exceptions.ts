import { parse } from "@babel/parser";
import * as t from "@babel/types";

/** A difference between njs 0.7.9, the newest that Debian has, and cloudfront-js-2.0. */
export interface NjsException {
  readonly name: string;
  readonly reason: string;
  /** True if a run in njs proves nothing about such code; otherwise a stand-in corrects the difference. */
  readonly unreliable: boolean;
}

export const njsExceptions = {
  replaceAll: {
    name: "String.prototype.replaceAll",
    reason: "cloudfront-js-2.0 has it and njs 0.7.9 does not; a stand-in is put before the code.",
    unreliable: false,
  },
  functionsInArrays: {
    name: "a function written inside an array or under a numeric key",
    reason: "njs 0.7.9 names the function by its index and thereby turns that number into text everywhere in the code.",
    unreliable: true,
  },
} as const satisfies Readonly<Record<string, NjsException>>;

/** The exceptions that apply to a function's code. */
export function njsExceptionsIn(code: string): NjsException[] {
  const exceptions = new Set<NjsException>();
  t.traverseFast(parse(code, { sourceType: "module" }), (node) => {
    if (t.isMemberExpression(node) && t.isIdentifier(node.property, { name: "replaceAll" })) {
      exceptions.add(njsExceptions.replaceAll);
    }
    if (t.isArrayExpression(node) && node.elements.some((element) => t.isFunction(element))) {
      exceptions.add(njsExceptions.functionsInArrays);
    }
    if (t.isObjectProperty(node) && t.isNumericLiteral(node.key) && t.isFunction(node.value)) {
      exceptions.add(njsExceptions.functionsInArrays);
    }
  });
  return Object.values(njsExceptions).filter((exception) => exceptions.has(exception));
}
