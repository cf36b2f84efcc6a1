import { type NodePath, type PluginItem, traverse, type Visitor } from "@babel/core";
import type * as t from "@babel/types";
import { copyOf, parse, print, printByPlugins } from "./babel.ts";
import type { MappedCode } from "./mapped-code.ts";
import { type Position, Tracer } from "./trace.ts";

/**
 * Code as text, as a syntax tree, or both: it is parsed when its tree is asked for, and printed when its text is. So
 * passes that work on the tree hand it on, and nothing is printed only to be parsed again.
 */
export class Code implements MappedCode {
  #text: MappedCode | undefined;
  #tree: t.File | undefined;
  /** The text that the tree was parsed from, to which the locations of its nodes refer. */
  #parsed: MappedCode;
  #tracer: Tracer | undefined;

  private constructor(text: MappedCode | undefined, tree: t.File | undefined, parsed: MappedCode) {
    this.#text = text;
    this.#tree = tree;
    this.#parsed = parsed;
  }

  static of(text: MappedCode): Code {
    return new Code(text, undefined, text);
  }

  get code(): string {
    return this.#printed().code;
  }

  /** The source map, as JSON: it leads to the author's files. */
  get map(): string {
    return this.#printed().map;
  }

  /**
   * For reading only: `change` and `transform` make a new code.
   *
   * @throws SyntaxError of Babel when the code does not parse
   */
  get tree(): t.File {
    if (this.#tree === undefined) {
      const text = this.#printed();
      this.#tree = parse(text.code);
      this.#parsed = text;
      this.#tracer = undefined;
    }
    return this.#tree;
  }

  /** The author's position behind a node of the tree; undefined for code that no author wrote. */
  positionOf({ loc }: t.Node): Position | undefined {
    if (!loc) return undefined;
    this.#tracer ??= new Tracer(this.#parsed.map);
    return this.#tracer.trace(loc.start.line, loc.start.column);
  }

  /** The code after a change of its tree, which the new code takes over. */
  change(edit: (tree: t.File) => void): Code {
    const { tree } = this;
    this.#tree = undefined;
    edit(tree);
    // Paths and scopes that Babel keeps for a tree describe it as it was.
    traverse.cache.clear();
    return new Code(undefined, tree, this.#parsed);
  }

  /** The code after a function has changed its program. */
  transformProgram(edit: (program: NodePath<t.Program>) => void): Code {
    const Program = (program: NodePath<t.Program>) => {
      edit(program);
      // Nothing else is visited.
      program.stop();
    };
    return this.transform([{ Program }]);
  }

  /** The code after one traversal by all visitors. */
  transform(visitors: readonly Visitor[]): Code {
    return this.change((tree) => traverse(tree, traverse.visitors.merge([...visitors])));
  }

  /** As `transform`, by Babel's plugins; the code is printed on the way, which saves another traversal. */
  transformByPlugins(plugins: PluginItem[]): Code {
    let text: MappedCode | undefined;
    const { tree } = this.change((file) => {
      text = printByPlugins(file, this.#parsed, plugins);
    });
    return new Code(text, tree, this.#parsed);
  }

  /** The same code with its own copy of the tree, for a change that may be given up. */
  copy(): Code {
    return new Code(this.#text, copyOf(this.tree), this.#parsed);
  }

  /** The same code, printed and parsed again: every node then has a location, and offsets are in the order of the text. */
  reparsed(): Code {
    return Code.of({ code: this.code, map: this.map });
  }

  #printed(): MappedCode {
    if (this.#text === undefined) {
      if (this.#tree === undefined) throw new Error("A later pass has taken over this code's tree.");
      this.#text = print(this.#tree, this.#parsed);
    }
    return this.#text;
  }
}
