import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { pages } from "@featheredge/aws-rules";
import { advice } from "./advice.ts";
import type { Report } from "./finding.ts";
import { globalName, isMember, memberName } from "./names.ts";

/** Reports `console.log` with more or less than the one argument that it logs. */
export function checkConsole(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isCallExpression(node) || !isMember(node.callee)) return;
  if (globalName(path, node.callee.object) !== "console" || memberName(node.callee) !== "log") return;
  if (node.arguments.length === 1) return;
  const fix = node.arguments.length === 0 ? advice.consoleNoArgument : advice.consoleArguments;
  report(
    node,
    "console-log",
    `console.log has ${node.arguments.length} arguments; ${report.language.runtime} takes one. ${fix}`,
  );
}

/** Reports the options of an error: the runtime's errors take a message only. */
export function checkErrorOptions(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isNewExpression(node) && !t.isCallExpression(node)) return;
  const name = globalName(path, node.callee);
  const options = node.arguments[1];
  if (name === undefined || options === undefined || !/^(?:[A-Z]\w*)?Error$/.test(name)) return;
  report(
    options,
    "error-options",
    `The option cause of ${name} is not in ${report.language.runtime}, whose errors take a message only. ${advice.errorOptions}`,
  );
}

/**
 * Reports `await` outside of async functions, and in the arguments of a call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function checkAwait(path: NodePath, report: Report): void {
  if (!path.isAwaitExpression() || !report.language.hasAsyncFunctions) return;
  if (path.getFunctionParent() === null) {
    report(
      path.node,
      "await",
      `await is outside of a function; it works in async functions only. ${advice.awaitOutside}`,
      { page: pages.asyncAwait, stopsLoading: true },
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
    `await is in the arguments of a call, which cloudfront-js-2.0 does not take. ${advice.awaitArgument}`,
    { page: pages.asyncAwait, stopsLoading: true },
  );
}
