import type { NodePath, Visitor } from "@babel/core";
import * as t from "@babel/types";
import { capturesOf, ownBindings, sharedAcrossAwait } from "@featheredge/runtimes";

type Binding = NonNullable<ReturnType<NodePath["scope"]["getBinding"]>>;
type FunctionPath = NodePath<t.Function>;

/**
 * An `await` separates an async function from the functions within it: each continues with its own copy of the
 * variables that they shared. Both keep the same objects, so such variables become properties of one object. All
 * variables must be function-scoped already, and all patterns lowered.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function lowerAwaitClosures(): Visitor {
  return {
    Function(path) {
      const shared = new Set(sharedAcrossAwait(path));
      if (shared.size === 0) return;
      // A function declaration would capture the object before it exists.
      for (const binding of ownBindings(path)) {
        if (binding.path.isFunctionDeclaration() && holdsOwn(binding.path, path)) shared.add(binding);
      }
      if ([...shared].every(canBeProperty)) new SharedObject(path, shared).replace();
    },
  };
}

function holdsOwn(declaration: NodePath, path: FunctionPath): boolean {
  return ownBindings(path).some((binding) => capturesOf(binding, path).some(({ node }) => node === declaration.node));
}

/** False for the name of a caught error, which has no declaration that could become an assignment. */
function canBeProperty({ path, kind, scope }: Binding): boolean {
  if (path.isFunctionDeclaration()) return scope.block === path.parent || t.isFunction(scope.block);
  return kind === "param" ? path.isIdentifier() : path.isVariableDeclarator() && t.isIdentifier(path.node.id);
}

/** The object that holds an async function's shared variables. */
class SharedObject {
  readonly #path: FunctionPath;
  readonly #bindings: ReadonlySet<Binding>;
  readonly #id: t.Identifier;
  readonly #keys = new Map<Binding, string>();

  constructor(path: FunctionPath, bindings: ReadonlySet<Binding>) {
    this.#path = path;
    this.#bindings = bindings;
    this.#id = path.scope.generateUidIdentifier("shared");
    for (const binding of bindings) this.#keys.set(binding, key(this.#keys.size));
  }

  replace(): void {
    const initial: t.ObjectProperty[] = [];
    const functions: t.Statement[] = [];
    for (const binding of this.#bindings) {
      const { path, kind } = binding;
      for (const use of [...binding.referencePaths, ...binding.constantViolations]) this.#replaceUse(binding, use);
      if (kind === "param") initial.push(t.objectProperty(t.identifier(this.#key(binding)), binding.identifier));
      if (path.isFunctionDeclaration()) {
        const set = t.expressionStatement(this.#set(binding, expressionOf(path.node)));
        functions.push(t.inherits(set, path.node));
        path.remove();
      }
    }
    this.#path.traverse({
      Function: (inner) => inner.skip(),
      VariableDeclaration: (declaration) => this.#replaceDeclaration(declaration),
    });
    const body = blockBody(this.#path.node);
    const object = t.variableDeclaration("var", [t.variableDeclarator(this.#id, t.objectExpression(initial))]);
    body.body.unshift(object, ...functions);
    this.#path.node.body = body;
    if (this.#path.isArrowFunctionExpression()) this.#path.node.expression = false;
  }

  #key(binding: Binding): string {
    return this.#keys.get(binding) ?? "";
  }

  #member(binding: Binding): t.MemberExpression {
    return t.memberExpression(t.cloneNode(this.#id), t.identifier(this.#key(binding)));
  }

  #set(binding: Binding, value: t.Expression): t.Expression {
    return t.assignmentExpression("=", this.#member(binding), value);
  }

  #replaceUse(binding: Binding, use: NodePath): void {
    const { node } = use;
    const { name } = binding.identifier;
    if (t.isAssignmentExpression(node) && t.isIdentifier(node.left, { name })) {
      node.left = t.inherits(this.#member(binding), node.left);
    } else if (t.isUpdateExpression(node) && t.isIdentifier(node.argument, { name })) {
      node.argument = t.inherits(this.#member(binding), node.argument);
    } else if (t.isForXStatement(node) && t.isIdentifier(node.left, { name })) {
      node.left = t.inherits(this.#member(binding), node.left);
    } else if (use.isIdentifier({ name })) this.#replaceRead(binding, use);
  }

  /** A call through the object would pass it as `this`. */
  #replaceRead(binding: Binding, read: NodePath<t.Identifier>): void {
    const value = t.inherits(this.#member(binding), read.node);
    const isCalled = read.key === "callee" && t.isCallExpression(read.parent);
    read.replaceWith(isCalled ? t.sequenceExpression([t.numericLiteral(0), value]) : value);
  }

  #replaceDeclaration(declaration: NodePath<t.VariableDeclaration>): void {
    const { declarations } = declaration.node;
    const bindingOf = ({ id }: t.VariableDeclarator) =>
      [...this.#bindings].find((binding) => t.isIdentifier(id, { name: binding.identifier.name }));
    if (!declarations.some(bindingOf)) return;
    const [shared] = declarations.map(bindingOf);
    if (declaration.parentPath.isForXStatement() && declaration.key === "left" && shared !== undefined) {
      declaration.replaceWith(this.#member(shared));
      return;
    }
    const set = (declarator: t.VariableDeclarator, value: t.Expression) => {
      const binding = bindingOf(declarator);
      return t.inherits(
        binding ? this.#set(binding, value) : t.assignmentExpression("=", declarator.id as t.LVal, value),
        declarator,
      );
    };
    if (declaration.parentPath.isForStatement()) {
      for (const declarator of declarations) {
        const { id } = declarator;
        if (!bindingOf(declarator) && t.isIdentifier(id)) this.#path.scope.push({ id: t.cloneNode(id) });
      }
      declaration.replaceWith(
        t.sequenceExpression(declarations.flatMap((one) => (one.init ? [set(one, one.init)] : []))),
      );
      return;
    }
    declaration.replaceWithMultiple(
      declarations.flatMap((declarator): t.Statement[] => {
        if (!bindingOf(declarator)) return [t.inherits(t.variableDeclaration("var", [declarator]), declarator)];
        return declarator.init ? [t.expressionStatement(set(declarator, declarator.init))] : [];
      }),
    );
  }
}

function expressionOf({ params, body, generator, async }: t.FunctionDeclaration): t.FunctionExpression {
  return t.functionExpression(null, params, body, generator, async);
}

function blockBody({ body }: t.Function): t.BlockStatement {
  return t.isBlockStatement(body) ? body : t.blockStatement([t.returnStatement(body)]);
}

/** `a` to `z`, then `a1` and so on: the minifier leaves properties alone. */
function key(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}
