import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { pages } from "@featheredge/aws-rules";
import type { Report } from "./finding.ts";
import { globalName, isMember, memberName } from "./names.ts";

/** `console.log` takes one argument: the others would be lost. */
export function checkConsole(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isCallExpression(node) || !isMember(node.callee)) return;
  if (globalName(path, node.callee.object) !== "console" || memberName(node.callee) !== "log") return;
  if (node.arguments.length === 1) return;
  report(
    node,
    "console-log",
    `console.log has ${node.arguments.length} arguments; cloudfront-js-2.0 takes one. Join them: console.log('a' + ' ' + 'b').`,
  );
}

/** The runtime's errors take a message only; what else they are given is lost. */
export function checkErrorOptions(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isNewExpression(node) && !t.isCallExpression(node)) return;
  const name = globalName(path, node.callee);
  const options = node.arguments[1];
  if (name === undefined || options === undefined || !/^(?:[A-Z]\w*)?Error$/.test(name)) return;
  report(
    options,
    "error-options",
    `The option cause of ${name} is not in cloudfront-js-2.0, whose errors take a message only. Set it after: error.cause = cause.`,
  );
}

/**
 * `await` stands inside async functions only, and not in the arguments of a call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function checkAwait(path: NodePath, report: Report): void {
  if (!path.isAwaitExpression()) return;
  if (path.getFunctionParent() === null) {
    report(
      path.node,
      "await",
      "await stands outside a function; it works in async functions only. Move it into handler.",
      pages.asyncAwait,
    );
    return;
  }
  const argument = path.findParent(
    (parent) => parent.isFunction() || (parent.listKey === "arguments" && !parent.isFunction()),
  );
  if (path.listKey !== "arguments" && (argument === null || argument.isFunction())) return;
  report(
    path.node,
    "await",
    "await stands in the arguments of a call, which cloudfront-js-2.0 does not take. Assign it to a const first, and pass that.",
    pages.asyncAwait,
  );
}
