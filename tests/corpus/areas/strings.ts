import { type Area, refused, same } from "../snippet.ts";

export const strings: Area = {
  name: "String",
  snippets: [
    same(
      "charAt, charCodeAt, codePointAt and an index",
      `
        const s = 'abc';
        return [
          s.charAt(1),
          s.charAt(9),
          s.charCodeAt(1),
          s.charCodeAt(9),
          s.codePointAt(0),
          s[2],
          s[9],
        ];
      `,
    ),
    same(
      "concat, includes, startsWith and endsWith",
      `
        const s = 'hello';
        return [
          s.concat(' ', 'x', String(1)),
          s.includes('ell'),
          s.includes('h', 1),
          s.startsWith('ell', 1),
          s.endsWith('ell', 4),
          s.endsWith(''),
        ];
      `,
    ),
    same(
      "indexOf and lastIndexOf",
      `
        const s = 'abcabc';
        return [
          s.indexOf('c'),
          s.indexOf('c', 3),
          s.indexOf('x'),
          s.lastIndexOf('a'),
          s.lastIndexOf('a', 2),
          s.indexOf(''),
        ];
      `,
    ),
    same(
      "slice, substring and substr",
      `
        const s = 'abcdef';
        return [
          s.slice(1, 3),
          s.slice(-2),
          s.slice(2, -1),
          s.slice(4, 2),
          s.substring(4, 2),
          s.substring(-1, 2),
          s.substr(-3, 2),
          s.substr(1),
        ];
      `,
    ),
    same(
      "split with all its arguments",
      `
        return [
          'a,b,,c'.split(','),
          'abc'.split(''),
          'a,b,c'.split(',', 2),
          'abc'.split(),
          ''.split(','),
          ''.split(''),
          'a1b22c'.split(/\\d+/),
          'a1b'.split(/(\\d)/),
        ];
      `,
    ),
    same(
      "trim, trimStart and trimEnd",
      `
        const s = ' \\t\\n\\u00a0\\ufeffa b\\u2003 ';
        return [s.trim(), s.trimStart().length, s.trimEnd().length];
      `,
    ),
    same(
      "padStart, padEnd and repeat",
      `
        return [
          '5'.padStart(3, '0'),
          'ab'.padEnd(5, 'xyz'),
          'abc'.padStart(2),
          'a'.padStart(3),
          'ab'.repeat(3),
          'a'.repeat(0),
          'x'.padEnd(4, ''),
        ];
      `,
    ),
    same(
      "replace with text and its patterns",
      `
        return [
          'aXbX'.replace('X', '-'), 'john smith'.replace(/(\\w+)\\s(\\w+)/, '$2, $1'),
          'abc'.replace('b', '[$&$\`$\\'$$]'), 'aaa'.replace(/a/g, 'b'),
        ];
      `,
    ),
    same(
      "replace with a function",
      `
        return [
          'a1b2'.replace(/\\d/g, (d) => String(Number(d) * 2)),
          'abc'.replace('b', (m, i, s) => \`\${m}\${i}\${s}\`),
          'x-y'.replace(/-(.)/, (_, c) => c.toUpperCase()),
        ];
      `,
    ),
    same("replace with named groups", "return '2020-07'.replace(/(?<y>\\d+)-(?<m>\\d+)/, '$<m>/$<y>');"),
    same(
      "replaceAll",
      `
        return [
          'a.b.c'.replaceAll('.', '-'),
          'aXa'.replaceAll(/a/g, 'b'),
          'abab'.replaceAll('b', (m) => m + '!'),
          'aa'.replaceAll('a', '$&$&'),
          'ab'.replaceAll('', '-'),
        ];
      `,
    ),
    same(
      "replaceAll with an expression that is not global throws",
      "try { return 'a'.replaceAll(/a/, 'b'); } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "toUpperCase and toLowerCase",
      `
        return [
          'abcñß'.toUpperCase().slice(0, 4),
          'ABCÑ'.toLowerCase(),
          'İ'.toLowerCase().length > 0,
        ];
      `,
    ),
    same(
      "match with and without g",
      `
        const m = 'a1b2'.match(/([a-z])(\\d)/)!;
        return [
          'a1b2'.match(/\\d/g),
          m[0],
          m[1],
          m[2],
          m.index,
          'abc'.match(/x/),
          'abc'.match(/x/g),
        ];
      `,
    ),
    same(
      "match with g that finds nothing, by an expression that is held",
      `
        const r = /x/g;
        const f = (s: string, e: RegExp) => s.match(e) ?? 'none';
        return [f('abc', r), f('xx', r), f('abc', /b/)];
      `,
    ),
    same("search", "return ['abc1'.search(/\\d/), 'abc'.search(/x/), 'abc'.search('c')];"),
    same(
      "String as a function",
      `
        return [
          String(1),
          String(null),
          String(undefined),
          String([1, [2]]),
          String({}),
          String(true),
          String(1e21),
          String(-0),
        ];
      `,
    ),
    same(
      "new String is an object",
      `
        const s: any = new String('ab');
        return [typeof s, s.length, s == 'ab', s === 'ab', s + 'c'];
      `,
    ),
    same("fromCharCode and fromCodePoint", "return [String.fromCharCode(72, 105), String.fromCodePoint(9731, 97)];"),
    same("fromCodePoint of an astral character", "return String.fromCodePoint(0x1f600) === '\\u{1F600}';"),
    same("fromCharCode of a pair of surrogates", "return String.fromCharCode(0xd83d, 0xde00) === '\\u{1F600}';"),
    same("comparison and sorting by code unit", "return ['b', 'a', 'B', 'é', 'z', '10', '9'].sort();"),
    same(
      "encodeURIComponent and decodeURIComponent",
      `
        return [
          encodeURIComponent('a b&ñ/é?\\u{1F600}'),
          decodeURIComponent('a%20%C3%B1'),
          encodeURI('/a b?x=é#h'),
          decodeURI('%41%2F'),
        ];
      `,
    ),
    same("codePointAt beyond the end", "const s = 'abc'; return s.codePointAt(9);"),
    refused(
      "encodeURIComponent of a lone surrogate",
      "try { return encodeURIComponent(String.fromCharCode(0xd800)); } catch (e) { return (e as Error).name; }",
      1,
      /half of a surrogate pair/,
    ),
    same(
      "parseInt and parseFloat of strings",
      `
        return [
          parseInt('12px'),
          parseInt('0x1f'),
          parseInt('101', 2),
          parseInt(''),
          parseInt('z', 36),
          parseFloat('3.14abc'),
          parseFloat('.5'),
          parseFloat('-1e3'),
          parseFloat('x'),
        ];
      `,
    ),
    same(
      "a string's length and characters",
      `
        const s = 'añb';
        let out = '';
        for (let i = s.length - 1; i >= 0; i--) out += s[i];
        return [s.length, out];
      `,
    ),
    same(
      "strings can't be changed",
      `
        const set = (s: any) => {
          try { s[0] = 'x'; return s; } catch (e) { return e instanceof TypeError; }
        };
        return set('abc');
      `,
    ),
    same(
      "a kebab and a title case",
      `
        const kebab = (s: string) => s.replace(/[A-Z]/g, (c) => \`-\${c.toLowerCase()}\`);
        const title = (s: string) => s.split(' ').map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join(' ');
        return [kebab('fooBarBaz'), title('hello big world')];
      `,
    ),
    same(
      "a method called through call",
      "return [String.prototype.slice.call('abc', 1), ''.concat.apply('a', ['b', 'c'])];",
    ),
    refused(
      "at",
      `const s = 'abc';
        return s.at(-1);`,
      2,
      /\.at\(\)/,
    ),
    refused(
      "at after ?.",
      `const s: any = 'abc';
        return s?.at(-1);`,
      2,
      /\.at\(\)/,
    ),
    refused(
      "at next to a property of that name",
      `const o = { at: 5 };
        return ['abc'].at(-1) + String(o.at);`,
      2,
      /\.at\(\)/,
    ),
    refused(
      "matchAll",
      `const s = 'a1b2';
        return [...s.matchAll(/\\d/g)].map((m) => m[0]);`,
      2,
      /\.matchAll\(\)/,
    ),
    refused(
      "localeCompare",
      `const a = ['b', 'a'];
        return a.sort((x, y) => x.localeCompare(y));`,
      2,
      /\.localeCompare\(\)/,
    ),
    refused(
      "normalize",
      `const s = 'é';
        return s.normalize('NFD').length;`,
      2,
      /\.normalize\(\)/,
    ),
    refused(
      "toLocaleUpperCase",
      `const s = 'i';
        return s.toLocaleUpperCase('tr');`,
      2,
      /\.toLocaleUpperCase\(\)/,
    ),
    refused(
      "toLocaleLowerCase",
      `const s = 'I';
        return s.toLocaleLowerCase();`,
      2,
      /\.toLocaleLowerCase\(\)/,
    ),
    refused(
      "isWellFormed and toWellFormed",
      `const s = 'I';
        return [(s as any).isWellFormed(),
        (s as any).toWellFormed()];`,
      3,
      /\.toWellFormed\(\)/,
    ),
    refused(
      "trimLeft",
      `const s = ' I';
        return s.trimLeft();`,
      2,
      /\.trimLeft\(\)/,
    ),
    refused(
      "HTML methods",
      `const s = 'I';
        return [s.anchor('a'),
        s.big(),
        s.link('x')];`,
      3,
      /\.big\(\)/,
    ),
    refused(
      "a method taken by destructuring",
      `const s = 'abc';
        const { at } = s;
        return at.call(s, 0);`,
      2,
      /\.at\b/,
    ),
    refused(
      "a method of the prototype",
      `const s = 'abc';
        return (String.prototype as any).at.call(s, 0);`,
      2,
      /String\.prototype\.at/,
    ),
  ],
};
