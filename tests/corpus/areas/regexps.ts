import { type Area, refused, same } from "../snippet.ts";

export const regexps: Area = {
  name: "RegExp",
  snippets: [
    same(
      "test and exec",
      `
        const m = /(\\d+)-(\\d+)?/.exec('a12-b')!;
        return [/a/.test('cat'), m[0], m[1], m[2], m.index, m.length, /x/.exec('a')];
      `,
    ),
    same(
      "flags g with lastIndex",
      `
        const r = /a/g;
        const out = [];
        while (r.exec('abaa')) out.push(r.lastIndex);
        return [out, r.lastIndex];
      `,
    ),
    same(
      "exec in a loop",
      `
        const r = /(\\w)=(\\d)/g;
        let m;
        const out = [];
        while ((m = r.exec('a=1;b=2')) !== null) out.push([m[1], m[2], m.index]);
        return out;
      `,
    ),
    same("flag i", "return [/ABC/i.test('xabc'), 'aBc'.replace(/b/gi, '-')];"),
    same("flag m", "return 'a\\nb\\nc'.match(/^[a-z]$/gm);"),
    same(
      "flag y",
      `
        const r = /a/y;
        const s = 'aab';
        return [r.test(s), r.lastIndex, r.test(s), r.test(s), r.lastIndex];
      `,
    ),
    same(
      "source, flags, global and ignoreCase",
      "const r = /a\\/b/gi; return [r.source, r.flags, r.global, r.ignoreCase, r.multiline, r.sticky, String(r)];",
    ),
    same(
      "named groups",
      `
        const { groups } = /(?<y>\\d{4})-(?<m>\\d{2})/.exec('on 2020-07-01') as any;
        return [groups.y, groups.m];
      `,
    ),
    same(
      "named groups referred to",
      'return [/(?<q>[\'"])x\\k<q>/.test("\'x\'"), /(?<q>[\'"])x\\k<q>/.test("\'x\\"")];',
    ),
    same("a group that took no part is undefined", "const m = /(a)|(b)/.exec('b')!; return [m[1], m[2], m.length];"),
    same(
      "greedy and lazy",
      `
        return [
          '<a><b>'.match(/<.+>/)![0],
          '<a><b>'.match(/<.+?>/)![0],
          'aaa'.match(/a{2}/)![0],
          'aaa'.match(/a{1,}?/)![0],
        ];
      `,
    ),
    same("lookahead", "return ['price100'.match(/[a-z]+(?=\\d)/)![0], /a(?!b)/.test('ab'), /a(?!b)/.test('ac')];"),
    same(
      "classes and escapes",
      `
        return [
          /^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$/i.test('a.b+c@ex-ample.com'),
          /\\bfoo\\b/.test('a foo b'),
          /[^a-z]/.test('abc'),
          /\\s\\S\\D\\W/.test(' aa-'),
          /[\\]\\-\\\\]/.test('-'),
        ];
      `,
    ),
    same("back-references", "return [/(a)(b)\\2\\1/.test('abba'), 'hello'.replace(/(l)\\1/, '[$1$1]')];"),
    same("unicode escapes", "return [/\\u00e9/.test('é'), /[\\u00e0-\\u00ff]/.test('ñ'), /\\x41/.test('A')];"),
    same("a dot does not match a line's end", "return [/a.b/.test('a\\nb'), /a[\\s\\S]b/.test('a\\nb')];"),
    same(
      "a class of anything and of nothing",
      "return [/a[^]b/.test('a\\nb'), /[]/.test('a'), /a[^\\]]b/.test('a]b'), /[[^]/.test('^')];",
    ),
    same(
      "$ is the very end",
      `
        return [
          /^[a-z]+$/.test('a\\n'),
          /a$/.test('a'),
          /a\\$/.test('a$'),
          /[$]/.test('$'),
          /^a$|b$/.test('b\\n'),
          /a$/m.test('a\\nb'),
        ];
      `,
    ),
    same(
      "$ in a RegExp from text",
      `
        return [
          new RegExp('^[a-z]+$').test('a\\n'),
          RegExp('a$', 'm').test('a\\nb'),
          new RegExp('^/' + 'x$').test('/x\\n'),
        ];
      `,
    ),
    same(
      "escapes of letters that mean nothing",
      `
        return [
          /\\A\\z\\h\\R\\Q\\E/.test('AzhRQE'),
          /a\\K/.test('aK'),
          /\\e\\a\\Z/.test('eaZ'),
          /[\\A\\z]/.test('z'),
        ];
      `,
    ),
    same(
      "escapes of white space",
      `
        return [
          /\\v/.test('\\v'),
          /\\v/.test('\\n'),
          /\\f\\t\\r/.test('\\f\\t\\r'),
          /[\\b]/.test('\\b'),
          /\\cA/.test('\\x01'),
          /\\0/.test('\\0'),
        ];
      `,
    ),
    same(
      "brackets and braces that stand for themselves",
      `
        return [
          /[[:alpha:]]/.test(':]'),
          /a{/.test('a{'),
          /a{,5}/.test('a{,5}'),
          /a]/.test('a]'),
          /a{1/.test('a{1'),
        ];
      `,
    ),
    same("a dot and the line separator", "return /a.b/.test('a\\u2028b');"),
    same("white space beyond ASCII", "const c = decodeURIComponent('%C2%A0'); return /\\s/.test(c);"),
    refused(
      "a dot and an astral character",
      "const c = decodeURIComponent('%F0%9F%98%80'); return /^.$/.test(c);",
      1,
      /a character above U\+FFFF/,
    ),
    refused(
      "a group that a later round does not take part in",
      "return /(?:(a)|b)*/.exec('ab')![1];",
      1,
      /not every round of a repetition/,
    ),
    same(
      "RegExp from text",
      `
        const r = new RegExp('^/(\\\\w+)/', 'i');
        return [r.exec('/EN/x')![1], RegExp('a').test('a'), String(new RegExp(''))];
      `,
    ),
    same("the source of a slash", "const s = '/'; return new RegExp(s).source;"),
    same(
      "RegExp from a regular expression",
      `
        const r = /a/g;
        return [new RegExp(r).flags, new RegExp(r, 'i').flags, new RegExp(r) === r];
      `,
    ),
    same(
      "an escaped text",
      `
        const esc = (s: string) => s.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&');
        return [esc('a.b*c'), new RegExp(esc('a.b')).test('axb')];
      `,
    ),
    refused(
      "a bad expression",
      `const bad = '(';
        try { return new RegExp('('); } catch (e) { return bad; }`,
      2,
      /invalid regular expression/,
    ),
    same(
      "a bad expression from text throws",
      `
        const bad = request.method.replace(/.*/, '(');
        try { return new RegExp(bad); } catch (e) { return (e as Error).name; }
      `,
    ),
    same("split by an expression with groups", "return ['a1b2c'.split(/(\\d)/), 'a, b;c'.split(/[,;]\\s*/)];"),
    same("replace with groups that took no part", "return 'b'.replace(/(a)|(b)/, '[$1|$2]');"),
    same(
      "anchors and alternatives",
      "return ['/en', '/english', '/ja/x', '/'].map((p) => /^\\/(en|ja)(\\/|$)/.test(p));",
    ),
    same("an empty match moves on", "return ['abc'.replace(/x*/g, '-'), 'abc'.match(/(?:)/g)!.length];"),
    same(
      "a regular expression in a loop is created again",
      `
        const out = [];
        for (let i = 0; i < 2; i++) { const r = /a/g; out.push(r.test('a')); }
        return out;
      `,
    ),
    refused(
      "lookbehind",
      `const s = '$5';
        return s.match(/(?<=\\$)\\d/)![0];`,
      2,
      /[Ll]ookbehind/,
    ),
    refused(
      "negative lookbehind in RegExp",
      `const s = 'a5';
        return new RegExp('(?<!\\\\$)\\\\d').test(s);`,
      2,
      /[Ll]ookbehind/,
    ),
    refused(
      "flag s",
      `const s = 'a\\nb';
        return /a.b/s.test(s);`,
      2,
      /flag s/,
    ),
    refused(
      "flag u",
      `const s = 'é';
        return /^.$/u.test(s);`,
      2,
      /flag u/,
    ),
    refused(
      "flag v",
      `const s = 'é';
        return /[\\p{L}--[a-z]]/v.test(s);`,
      2,
      /flag v/,
    ),
    refused(
      "flag d",
      `const s = 'ab';
        return (/b/d.exec(s) as any).indices[0];`,
      2,
      /flag d/,
    ),
    refused(
      "property escapes",
      `const s = 'é';
        return /\\p{L}/u.test(s);`,
      2,
      /flag u|\\p/,
    ),
    refused(
      "matchAll with destructuring",
      `const s = 'a1';
        for (const [, d] of s.matchAll(/(\\d)/g)) return d;
        return '';`,
      2,
      /\.matchAll\(\)/,
    ),
    refused(
      "RegExp.escape",
      `const s = 'a.b';
        return (RegExp as any).escape(s);`,
      2,
      /RegExp\.escape/,
    ),
    refused(
      "RegExp.$1",
      `const s = /(a)/.test('a');
        return (RegExp as any).$1 + s;`,
      2,
      /RegExp\.\$1/,
    ),
    refused(
      "modifiers in a group",
      `const s = 'AB';
        return new RegExp('(?i:a)B').test(s);`,
      2,
      /modifier|group/i,
    ),
    refused(
      "two groups of one name",
      `const s = '2020';
        return new RegExp('(?<y>\\\\d{4})|(?<y>\\\\d{2})').exec(s)!.groups!.y;`,
      2,
      /name/i,
    ),
  ],
};
