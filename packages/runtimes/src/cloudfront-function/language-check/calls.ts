import type { NodePath } from "@babel/traverse";
import * as t from "@babel/types";
import { pages } from "@featheredge/aws-rules";
import type { Report } from "./language-diagnostic.ts";
import { globalName, isMember, memberName } from "./names.ts";

/** Reports `console.log` with more or less than the one argument that it logs. */
export function checkConsole(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isCallExpression(node) || !isMember(node.callee)) return;
  if (globalName(path, node.callee.object) !== "console" || memberName(node.callee) !== "log") return;
  if (node.arguments.length === 1) return;
  report(node, "FE-CFF-007", {
    subject: "console.log",
    message: `console.log has ${node.arguments.length} arguments; ${report.language.runtime} takes one.`,
    fix: node.arguments.length === 0 ? "Pass a text: console.log('')." : "Join them: console.log('a' + ' ' + 'b').",
  });
}

/** Reports the options of an error: the runtime's errors take a message only. */
export function checkErrorOptions(path: NodePath, report: Report): void {
  const { node } = path;
  if (!t.isNewExpression(node) && !t.isCallExpression(node)) return;
  const name = globalName(path, node.callee);
  const options = node.arguments[1];
  if (name === undefined || options === undefined || !/^(?:[A-Z]\w*)?Error$/.test(name)) return;
  report(options, "FE-CFF-009", {
    message: `The option cause of ${name} is not in ${report.language.runtime}, whose errors take a message only.`,
    fix: "Set it after: error.cause = cause.",
    absent: { name: `the option cause of ${name}`, isGlobal: false },
  });
}

/**
 * Reports `await` outside of async functions, and in the arguments of a call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function checkAwait(path: NodePath, report: Report): void {
  if (!path.isAwaitExpression() || !report.language.hasAsyncFunctions) return;
  if (path.getFunctionParent() === null) {
    report(path.node, "FE-CFF-002", {
      message: "await is outside of a function; it works in async functions only.",
      fix: "Move it into handler.",
      page: pages.asyncAwait,
      stopsLoading: true,
    });
    return;
  }
  const argument = path.findParent(
    (parent) => parent.isFunction() || (parent.listKey === "arguments" && !parent.isFunction()),
  );
  if (path.listKey !== "arguments" && (argument === null || argument.isFunction())) return;
  report(path.node, "FE-CFF-001", {
    message: "await is in the arguments of a call, which cloudfront-js-2.0 does not take.",
    fix: "Assign it to a const first, and pass that.",
    page: pages.asyncAwait,
    stopsLoading: true,
  });
}
