import { type Area, refused, same } from "../snippet.ts";

export const literals: Area = {
  name: "literals and layout",
  snippets: [
    same("a template", "const a = 1; return `a${a}b${a + 1}c`;"),
    same("a template within a template", "const on = true; return `<${on ? `b${`c`}` : ''}>`;"),
    same(
      "a template of several lines",
      `
        return \`a
        b
          c\`;
      `,
    ),
    same("a template with escapes", "return `\\t\\n\\x41\\u0042\\u{43}\\\\\\`\\$\\{\\0`;"),
    same(
      "a template with a dollar and braces",
      `
        const a = 1;
        return [\`$\${a}\`, \`\${a}$\`, \`\\\${a}\`, \`$\\{a}\`, \`{\${a}}\`, '\${a}', \`$\`, \`$\${'$'}{\`];
      `,
    ),
    same("a template that converts", "return `${null} ${undefined} ${[1, 2]} ${{}} ${true} ${1e21} ${-0}`;"),
    same("a template with an object that has toString", "return `${{ toString: () => 'x', valueOf: () => 'y' }}`;"),
    same(
      "a template with functions and calls",
      `
        const f = (s: string) => s + '!';
        return \`\${[1, 2].map((x) => \`<\${x}>\`).join('')}\${f(\`a\${1}\`)}\`;
      `,
    ),
    same("a template with a carriage return", "return `a\\r\\nb`.length;"),
    same(
      "a template as a key and in a switch",
      `
        const k = 'a';
        switch (\`\${k}b\`) { case 'ab': return { [\`\${k}c\`]: 1 }; }
        return 0;
      `,
    ),
    refused(
      "a tagged template",
      `const tag = (s: TemplateStringsArray, ...v: any[]) => s.join('|') + v.join(',');
        return tag\`a\${1}b\`;`,
      2,
      /tagged template/,
    ),
    refused(
      "String.raw",
      `const a = 1;
        return String.raw\`\\n\${a}\`;`,
      2,
      /tagged template/,
    ),
    same(
      "escapes in strings",
      String.raw`return ['\n\t\b\f\v\r\0'.length, '\x41', '\u00e9', '\'', "\"", '\\', 'a\
b'];`,
    ),
    same("an escape of an astral character", String.raw`return '\u{1F600}' === '\uD83D\uDE00';`),
    same("an escaped name", String.raw`const \u0061b = 1; return ab;`),
    same("characters that are not ASCII", "return 'ñ日本é'.split('');"),
    same("line separators in a string", String.raw`return 'a\u2028b\u2029'.length;`),
    refused(
      "the length of an astral character",
      "const s = decodeURIComponent('%F0%9F%98%80'); return [s.length, s.charCodeAt(0)];",
      1,
      /\.length of a character above U\+FFFF/,
    ),
    same(
      "numbers in all bases",
      "return [0xff, 0XAB, 0b101, 0B11, 0o17, 0O7, 1_000_000, 0xff_ff, 1_0.2_5, .5, 5., 1e3, 1E-2];",
    ),
    same("octal by mistake is refused by strict mode, so zero-led strings", "return [Number('010'), parseInt('010')];"),
    same(
      "regular expressions and division",
      "const a = 8, g = 2; return [a / g / 2, /a/g.test('a'), 'a/b'.split(/\\//)];",
    ),
    same("booleans, null and undefined", "return [true, false, null, undefined];"),
    same("holes and a trailing comma in an array", "return [[1, , 2], [1, 2,], [,], [, ,].length];"),
    same("a trailing comma in an object", "return { a: 1, b: 2, };"),
    same(
      "keywords as property names",
      `
        const o = { if: 1, class: 2, new: 3, typeof: 4 };
        return [o.if, o.class, o.new, o.typeof];
      `,
    ),
    same("a duplicate key: the last wins", "return { a: 1, b: 2, ...{}, ['a']: 3 };"),
    same(
      "omitted semicolons",
      `
        let a = 1
        let b = a
        ++b
        const c = [a, b]
        return c
      `,
    ),
    same(
      "a return with a line break after it gives undefined",
      `
        const f = () => {
          return
          1;
        };
        return [f()];
      `,
    ),
    same(
      "semicolons where a line begins with a bracket",
      `
        const a = [1, 2]
        ;[a[0], a[1]] = [a[1]!, a[0]!]
        ;(() => a.push(3))()
        return a
      `,
    ),
    same(
      "a line that begins with a template or a slash goes on",
      `
        const a = 8
        / 2;
        return a
      `,
    ),
    same("empty statements", ";;; if (true); else; for (;false;); return 1;;"),
    same(
      "comments of all kinds",
      `
        // one
        /* two */ const a = /* three */ 1; /**
         four */ return a; // five
      `,
    ),
    same(
      "an arrow's body in parentheses, on several lines",
      `
        const f = () => (
          { a: 1 }
        );
        return f();
      `,
    ),
    same("a directive in a function", "function f(this: any) { 'use strict'; return this; } return f();"),
    same(
      "a long chain over lines",
      `
        return [3, 1, 2]
          .filter((x) => x > 1)
          .map((x) => x * 2)
          .sort()
          .join('-');
      `,
    ),
    same(
      "an else-if ladder without braces",
      `
        const f = (n: number) => {
          if (n < 1) return 'a'; else if (n < 2) return 'b'; else return 'c';
        };
        return [f(0), f(1), f(2)];
      `,
    ),
    same(
      "a dangling else",
      `
        const f = (a: boolean, b: boolean) => { if (a) if (b) return 1; else return 2; return 3; };
        return [f(true, true), f(true, false), f(false, true)];
      `,
    ),
    same("a block's names are its own", "let a = 1; { let a = 2; { let a = 3; a++; } a++; } return a;"),
    same("Infinity and NaN as values and keys", "return [Infinity, -Infinity, NaN, { NaN: 1, Infinity: 2 }];"),
    same(
      "an object literal as a statement's value",
      "const o = ((): any => ({}))(); o.a = { b: [{ c: 1 }] }; return o;",
    ),
  ],
};
