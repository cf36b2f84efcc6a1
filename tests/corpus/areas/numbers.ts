import { type Area, refused, same } from "../snippet.ts";

export const numbers: Area = {
  name: "Number and Math",
  snippets: [
    same(
      "Number as a function",
      `
        return [
          Number('12'),
          Number(''),
          Number(' 1 '),
          Number('1a'),
          Number(null),
          Number(undefined),
          Number(true),
          Number([]),
          Number([5]),
          Number({}),
          Number('1_000'),
          Number('1e3'),
          Number('.5'),
          Number('Infinity'),
        ];
      `,
    ),
    same(
      "isInteger, isSafeInteger, isFinite and isNaN",
      `
        return [
          Number.isInteger(5),
          Number.isInteger(5.5),
          Number.isInteger('5'),
          Number.isSafeInteger(2 ** 53),
          Number.isFinite('5'),
          isFinite('5' as any),
          Number.isNaN('x'),
          isNaN('x' as any),
        ];
      `,
    ),
    same(
      "Number's constants",
      `
        return [
          Number.MAX_SAFE_INTEGER,
          Number.MIN_SAFE_INTEGER,
          Number.EPSILON,
          Number.MAX_VALUE,
          Number.POSITIVE_INFINITY,
          Number.NEGATIVE_INFINITY,
          Number.NaN,
        ];
      `,
    ),
    same(
      "Number.parseInt and parseFloat",
      "return [Number.parseInt('12.9'), Number.parseFloat('12.9x'), Number.parseInt('ff', 16)];",
    ),
    same(
      "toString in bases",
      `
        return [
          (255).toString(16),
          (255).toString(2),
          (-255).toString(36),
          (0.5).toString(2),
          (1e21).toString(),
          (123.456).toString(),
        ];
      `,
    ),
    same(
      "toFixed",
      `
        return [
          (1.5).toFixed(0),
          (2.345).toFixed(2),
          (1.005).toFixed(2),
          (0).toFixed(2),
          (-1.5).toFixed(0),
          (1e21).toFixed(2),
          (0.000001).toFixed(7),
          (1234.5678).toFixed(1),
        ];
      `,
    ),
    same(
      "toPrecision and toExponential",
      `
        return [
          (123.456).toPrecision(4),
          (0.00001).toPrecision(1),
          (1234).toPrecision(2),
          (123456).toExponential(2),
          (0).toExponential(),
          (5e-7).toExponential(1),
        ];
      `,
    ),
    same(
      "valueOf, and numbers as objects",
      `
        const n: any = new Number(5);
        return [(5).valueOf(), typeof n, n + 1, n == 5, n === 5];
      `,
    ),
    same(
      "how numbers are written",
      "return [100, 1e21, 1e20, 1e-6, 1e-7, 123456789.123, 0.1, 1 / 3, -1e-10, 4.35, 2 ** 53].map(String);",
    ),
    same(
      "Math: rounding",
      `
        return [
          1.5, -1.5, 2.5, -0.4, 0.49999999999999994,
        ].map((x) => [Math.round(x), Math.floor(x), Math.ceil(x), Math.trunc(x), Math.sign(x)]);
      `,
    ),
    same(
      "Math: powers and roots",
      `
        return [
          Math.pow(2, 10),
          Math.sqrt(16),
          Math.hypot(3, 4),
          Math.exp(0),
          Math.expm1(0),
          Math.log(1),
          Math.log1p(0),
          Math.log2(8),
          Math.log10(1000),
          Math.sqrt(-1),
        ];
      `,
    ),
    same(
      "Math: max, min and abs",
      `
        return [
          Math.max(1, 3, 2),
          Math.min(1, 3, 2),
          Math.max(),
          Math.min(),
          Math.max(1, NaN),
          Math.abs(-5),
          Math.max(-0, 0),
        ];
      `,
    ),
    same(
      "Math: trigonometry",
      `
        return [
          Math.sin(0),
          Math.cos(0),
          Math.tan(0),
          Math.asin(0),
          Math.acos(1),
          Math.atan(0),
          Math.atan2(0, 1),
          Math.sinh(0),
          Math.cosh(0),
          Math.tanh(0),
          Math.asinh(0),
          Math.acosh(1),
          Math.atanh(0),
        ];
      `,
    ),
    same(
      "Math: bits",
      `
        return [
          Math.clz32(1),
          Math.clz32(0),
          Math.fround(5.5),
          Math.fround(5.05) !== 5.05,
          Math.imul(3, 4),
          Math.imul(0xffffffff, 5),
        ];
      `,
    ),
    same("Math's constants", "return [Math.E, Math.PI, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT1_2];"),
    same("Math.random's range", "const r = Math.random(); return r >= 0 && r < 1;"),
    same(
      "a hash by multiplication",
      `
        let h = 2166136261;
        for (const c of 'hello') { h ^= c.charCodeAt(0); h = Math.imul(h, 16777619); }
        return h >>> 0;
      `,
    ),
    same(
      "Boolean",
      `
        return [
          Boolean(''),
          Boolean('0'),
          Boolean([]),
          typeof new Boolean(false),
          true.toString(),
          (false).valueOf(),
        ];
      `,
    ),
    same("Number of binary and octal text", "return [Number('0b11'), Number('0o17')];"),
    same("Number.MIN_VALUE", "return Number.MIN_VALUE;"),
    refused("Math.cbrt", "const n = 27; return Math.cbrt(n);", 1, /Math\.cbrt/),
    refused("Math.SQRT2", "return Math.SQRT2;", 1, /1\.4142135623730951 as text/),
    refused(
      "BigInt()",
      `const a = 1;
        return String(BigInt(a));`,
      2,
      /BigInt/,
    ),
    refused(
      "toLocaleString",
      `const n = 1234.5;
        return n.toLocaleString('en');`,
      2,
      /toLocaleString/,
    ),
    refused(
      "Intl.NumberFormat",
      `const n = 1234.5;
        return new Intl.NumberFormat('en').format(n);`,
      2,
      /Intl/,
    ),
    refused(
      "Math.f16round",
      `const n = 1.5;
        return (Math as any).f16round(n);`,
      2,
      /Math\.f16round/,
    ),
    refused(
      "Number.range",
      `const n = 1;
        return (Number as any).range(n, 2);`,
      2,
      /Number\.range/,
    ),
  ],
};
