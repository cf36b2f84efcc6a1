import type { Visitor } from "@babel/core";
import * as t from "@babel/types";
import type { Helpers } from "../helpers.ts";
import { PatternExpander } from "./pattern.ts";

/** Destructuring declarations and assignments become plain ones, in the order in which the pattern reads. */
export function lowerDestructuring(helpers: Helpers): Visitor {
  return {
    VariableDeclaration(path) {
      const { declarations, kind } = path.node;
      if (declarations.every(({ id }) => !isPattern(id)) || path.parentPath.isForXStatement()) return;
      const lowered: t.VariableDeclarator[] = [];
      for (const declarator of declarations) {
        const { id, init } = declarator;
        if (!isPattern(id) || init === null || init === undefined) {
          lowered.push(declarator);
          continue;
        }
        const expander = new PatternExpander(path, helpers, {
          set: (target, value) => lowered.push(located(t.variableDeclarator(target, value), target)),
          declare: (name, value) => lowered.push(t.variableDeclarator(name, value)),
        });
        expander.expand(id, init);
      }
      const replacement = t.variableDeclaration(kind, lowered);
      t.inherits(replacement, path.node);
      path.replaceWith(replacement);
    },
    AssignmentExpression(path) {
      const { left, right, operator } = path.node;
      if (operator !== "=" || !isPattern(left)) return;
      const steps: t.Expression[] = [];
      const expander = new PatternExpander(path, helpers, {
        set: (target, value) => steps.push(located(t.assignmentExpression("=", target, value), target)),
        declare: (name, value) => {
          path.scope.push({ id: t.cloneNode(name) });
          steps.push(t.assignmentExpression("=", name, value));
        },
      });
      const isStatement = path.parentPath.isExpressionStatement();
      const value = isStatement ? right : expander.hold(right);
      expander.expand(left, value);
      if (!isStatement) steps.push(t.cloneNode(value));
      path.replaceWith(t.sequenceExpression(steps));
    },
  };
}

function isPattern(node: t.Node): node is t.ObjectPattern | t.ArrayPattern {
  return t.isObjectPattern(node) || t.isArrayPattern(node);
}

function located<T extends t.Node>(node: T, like: t.Node): T {
  return t.inherits(node, like);
}
