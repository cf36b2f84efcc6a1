import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import { follow } from "../../load/handler-file.ts";

/** The ways in which a function can end, other than by throwing. */
export interface Ends {
  /** True if a `return` gives a value. */
  readonly returnsValue: boolean;
  /** A `return` without a value, if there is one. */
  readonly emptyReturn: t.Node | undefined;
  /** True if the end of its code can be reached. */
  readonly reachesEnd: boolean;
}

/** The statements that run after a statement: the next one, or those to which a `break` or `continue` jumps, by label. */
interface Completion {
  readonly goesOn: boolean;
  readonly jumps: ReadonlySet<string>;
}

const onwards: Completion = { goesOn: true, jumps: new Set() };
const stopped: Completion = { goesOn: false, jumps: new Set() };

/**
 * Walks the control flow of a function. Conditions are not computed, except constant ones of loops. A `switch` without
 * `default` whose cases all return or throw counts as complete, since only its author knows the possible values. So does
 * a call of an imported function as the last statement: it may always throw.
 */
export function endsOf(path: NodePath<t.Function>, callers: ReadonlySet<t.Node> = new Set()): Ends {
  const { body } = path.node;
  if (!t.isBlockStatement(body)) {
    return isNothing(body)
      ? { returnsValue: false, emptyReturn: body, reachesEnd: false }
      : { returnsValue: true, emptyReturn: undefined, reachesEnd: false };
  }
  const flow = new Flow(path, new Set([...callers, path.node]));
  const { goesOn } = flow.statement(body);
  return { returnsValue: flow.returnsValue, emptyReturn: flow.emptyReturn, reachesEnd: goesOn };
}

class Flow {
  returnsValue = false;
  emptyReturn: t.Node | undefined;
  readonly #path: NodePath<t.Function>;
  readonly #callers: ReadonlySet<t.Node>;

  constructor(path: NodePath<t.Function>, callers: ReadonlySet<t.Node>) {
    this.#path = path;
    this.#callers = callers;
  }

  statement(node: t.Statement | null | undefined): Completion {
    if (t.isReturnStatement(node)) return this.#return(node);
    if (t.isThrowStatement(node)) return stopped;
    if (t.isBreakStatement(node)) return { goesOn: false, jumps: new Set([`break ${node.label?.name ?? ""}`]) };
    if (t.isContinueStatement(node)) return { goesOn: false, jumps: new Set([`continue ${node.label?.name ?? ""}`]) };
    if (t.isBlockStatement(node)) return this.#all(node.body);
    if (t.isIfStatement(node)) {
      return either(this.statement(node.consequent), node.alternate ? this.statement(node.alternate) : onwards);
    }
    if (t.isLabeledStatement(node)) return this.#labeled(node);
    if (t.isLoop(node)) return this.#loop(node);
    if (t.isSwitchStatement(node)) return this.#switch(node);
    if (t.isTryStatement(node)) return this.#try(node);
    if (t.isExpressionStatement(node)) return this.#neverReturns(node.expression) ? stopped : onwards;
    return onwards;
  }

  #all(statements: readonly t.Statement[]): Completion {
    const jumps = new Set<string>();
    for (const statement of statements) {
      const completion = this.statement(statement);
      for (const jump of completion.jumps) jumps.add(jump);
      if (!completion.goesOn) return { goesOn: false, jumps };
    }
    return { goesOn: true, jumps };
  }

  #return(node: t.ReturnStatement): Completion {
    const values = node.argument ? alternatives(node.argument) : [];
    if (values.some((value) => !isNothing(value))) this.returnsValue = true;
    if (values.length === 0 || values.some(isNothing)) this.emptyReturn ??= node;
    return stopped;
  }

  #labeled({ label, body }: t.LabeledStatement): Completion {
    const { goesOn, jumps } = this.statement(body);
    const own = `break ${label.name}`;
    return { goesOn: goesOn || jumps.has(own), jumps: without(jumps, own, `continue ${label.name}`) };
  }

  #loop(node: t.Loop): Completion {
    const { goesOn, jumps } = this.statement(node.body);
    const outer = without(jumps, "break ", "continue ");
    const isBroken = jumps.has("break ");
    if (isEndless(node)) return { goesOn: isBroken, jumps: outer };
    const runsOnce = t.isDoWhileStatement(node);
    return { goesOn: isBroken || !runsOnce || goesOn || jumps.size > 0, jumps: outer };
  }

  #switch({ cases }: t.SwitchStatement): Completion {
    const jumps = new Set<string>();
    let goesOn = cases.length === 0;
    for (const one of cases) {
      const completion = this.#all(one.consequent);
      for (const jump of completion.jumps) jumps.add(jump);
      ({ goesOn } = completion);
    }
    return { goesOn: goesOn || jumps.has("break "), jumps: without(jumps, "break ") };
  }

  #try({ block, handler, finalizer }: t.TryStatement): Completion {
    const tried = this.statement(block);
    const completion = handler ? either(tried, this.statement(handler.body)) : tried;
    const last = finalizer ? this.statement(finalizer) : onwards;
    return last.goesOn ? completion : last;
  }

  /** True for a call of a function that always throws, or that may do so as far as this file shows. */
  #neverReturns(expression: t.Expression): boolean {
    if (t.isSequenceExpression(expression)) return expression.expressions.some((one) => this.#neverReturns(one));
    if (t.isAwaitExpression(expression)) return this.#neverReturns(expression.argument);
    if (!t.isCallExpression(expression)) return false;
    const { callee } = expression;
    const owner = t.isMemberExpression(callee) ? callee.object : callee;
    const binding = t.isIdentifier(owner) ? this.#path.scope.getBinding(owner.name) : undefined;
    if (binding === undefined) return false;
    if (t.isImportDeclaration(binding.path.parent)) return binding.path.parent.source.value.startsWith(".");
    const declared = binding.path.isVariableDeclarator() ? binding.path.get("init") : binding.path;
    const called = t.isMemberExpression(callee) || !declared.hasNode() ? undefined : follow(declared);
    if (called?.isFunction() !== true || this.#callers.has(called.node)) return false;
    const { returnsValue, emptyReturn, reachesEnd } = endsOf(called, this.#callers);
    return !returnsValue && emptyReturn === undefined && !reachesEnd;
  }
}

function either(a: Completion, b: Completion): Completion {
  return { goesOn: a.goesOn || b.goesOn, jumps: new Set([...a.jumps, ...b.jumps]) };
}

function without(jumps: ReadonlySet<string>, ...own: readonly string[]): ReadonlySet<string> {
  return new Set([...jumps].filter((jump) => !own.includes(jump)));
}

function isEndless(loop: t.Loop): boolean {
  if (t.isForOfStatement(loop) || t.isForInStatement(loop)) return false;
  const { test } = loop;
  return !test || t.isBooleanLiteral(test, { value: true }) || (t.isNumericLiteral(test) && test.value !== 0);
}

/** The expressions of which one is the value of an expression. */
function alternatives(node: t.Expression): t.Expression[] {
  return t.isConditionalExpression(node) ? [...alternatives(node.consequent), ...alternatives(node.alternate)] : [node];
}

function isNothing(node: t.Node): boolean {
  return t.isUnaryExpression(node, { operator: "void" }) || t.isIdentifier(node, { name: "undefined" });
}
