import fc from "fast-check";

/**
 * Generates programs in the language of handlers, as statements of an async function's body. They end, use only small
 * integers and short lists, and avoid features that behave differently in njs (see the corpus).
 */
export function programs(): fc.Arbitrary<string> {
  return fc
    .array(grammar.statement, { minLength: 2, maxLength: 4 })
    .map((statements) => `${prologue}${statements.map(caught).join("\n")}\n${epilogue}`);
}

const prologue = `let a = 1, b = 2, list: any = [3, 4], object: any = { x: 5, y: { z: 6 } };
const log: any[] = [], later: any[] = [];
let call: any = (p: any, q = 1, ...rest: any[]) => p + q + rest.length;
const set = async (value: any) => { a = value; await null; b = small(b + 1); return value; };
function small(value: any): any { return typeof value === "number" ? value % 100 : 7; }
`;

const epilogue = "return [log, a, b, list, object, later.map((run) => run()), a, b];";

const caught = (statement: string) => `try { ${statement} } catch (error) { log.push((error as Error).name); }`;

/** Fills the holes of a template, written as @, with the parts in order. */
function shape(text: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((filled) => {
    const rest = [...filled];
    return text.replace(/@/g, () => rest.shift() ?? "");
  });
}

interface Grammar {
  /** An expression of an integer; \`n\` has no await, so that it may be in any function. */
  n: string;
  number: string;
  list: string;
  object: string;
  statement: string;
}

const leaf = fc.constantFrom("0", "1", "7", "a", "b", "list.length", "object.x", "small(list[0])");

const grammar = fc.letrec<Grammar>((tie) => {
  const [n, number, list, object, statement] = (["n", "number", "list", "object", "statement"] as const).map((name) =>
    tie(name),
  ) as [fc.Arbitrary<string>, fc.Arbitrary<string>, fc.Arbitrary<string>, fc.Arbitrary<string>, fc.Arbitrary<string>];
  const deep = { maxDepth: 3, depthIdentifier: "program" };
  return {
    n: fc.oneof(
      deep,
      leaf,
      shape("small(@ + @)", n, n),
      shape("(@ > @ ? @ : @)", n, n, n, n),
      shape("(object?.w?.v ?? @)", n),
      shape("Math.max(...[@, @], @)", n, n, n),
      shape("(({ p = @, ...o }: any) => small(p + Object.keys(o).length))({ q: @ })", n, n),
      shape("(([p, q = @, ...r]: any) => small(p + q + r.length))([@, undefined, @])", n, n, n),
    ),
    number: fc.oneof(
      deep,
      n,
      shape("(await set(@))", n),
      shape("small(@ + @)", number, number),
      shape("small(call(@, undefined, ...@))", number, list),
      shape("small((await set(@)) - @)", number, number),
      shape("(a = @)", number),
      shape("small(a++ + @ + --b)", number),
      shape("small(((p: any, q = @) => p + q)(@))", n, number),
      shape("(@ || @)", number, number),
      shape("[@, @][small(@) > 3 ? 1 : 0]", number, number, number),
    ),
    list: fc.oneof(
      deep,
      fc.constantFrom(
        "list",
        "[]",
        "[...'ab'].map((c) => c.length)",
        "Object.values({ p: 1, q: 2 })",
        "[...Array(2)].map(() => a)",
      ),
      shape("[@, ...@]", number, list),
      shape("[...@, @, ...@].slice(0, 5)", list, number, list),
      shape("@.map((v: any, i: any) => small(v + i + @))", list, n),
      shape("@.filter((v: any) => v !== @)", list, n),
    ),
    object: fc.oneof(
      deep,
      fc.constantFrom("object", "{}", "{ ...null, x: 1 }"),
      shape("{ x: @, ...@ }", number, object),
      shape("{ ...@, y: @, [`k${small(@)}`]: @ }", object, number, number, number),
      shape("{ ...{ get x() { return small(a + b); }, m() { return this.x; } }, v: @ }", number),
      shape("(({ x, ...o }: any) => ({ ...o, w: x }))(@)", object),
    ),
    statement: fc.oneof(
      deep,
      shape("log.push(@);", number),
      shape("log.push(@, @);", number, list),
      shape("a = @; b += @; b = small(b);", number, number),
      shape("[a, b] = [b, small(@)];", number),
      shape("[a = @, ...list] = @;", number, list),
      shape("({ x: a = @, ...object } = @); a = small(a);", number, object),
      shape(
        "{ const { x = @, y: { z = @ } = {} as any, ...rest }: any = @; log.push(small(x), small(z), Object.keys(rest).length); }",
        number,
        number,
        object,
      ),
      shape("object.x ??= @; object.w ||= @; object.x &&= @;", number, number, number),
      shape("list = @; object = @;", list, object),
      shape(
        "for (const v of [...@]) { if (v === @) continue; log.push(v); @ if (log.length > 9) break; }",
        list,
        n,
        statement,
      ),
      shape("for (const [k, v] of Object.entries(@)) { log.push(k, typeof v); @ }", object, statement),
      shape("for (let i = 0; i < 3; i++) { later.push(() => small(i + @)); @ if (i === @) break; }", n, statement, n),
      shape(
        "outer: for (const p of [1, 2]) { for (const q of [1, 2, @]) { if (q === p) continue outer; later.push(() => (b = small(b + p + q))); log.push(@); } }",
        n,
        number,
      ),
      shape("if (@ > @) { @ } else { @ }", number, number, statement, statement),
      shape("switch (@ % 3) { case 0: @ case 1: { @ break; } default: @ }", number, statement, statement, statement),
      shape(
        "try { @ if (@ > 2) throw new TypeError('t'); } catch ({ name }: any) { log.push(name); @ } finally { @ }",
        statement,
        number,
        statement,
        statement,
      ),
      shape(
        "call = (p: any, { q = @ } = {} as any, ...r: any[]) => { a = small(a + r.length); return small(p + q + @); };",
        n,
        n,
      ),
      shape("{ let c = @; later.push(() => (c = small(c + 1))); @ c = small(c + b); log.push(c); }", number, statement),
      shape(
        "{ const down = (k: number): number => (k > 0 ? down(k - 1) + 1 : @); @ log.push(down(3)); }",
        n,
        statement,
      ),
      shape("later.push(() => (a = small(a + @)), () => b);", n),
      shape("log.push(later.map((run) => run()).length); log.push(`${@}-${@}`);", number, n),
    ),
  };
});
