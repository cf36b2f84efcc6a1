import { type Area, refused, same } from "../snippet.ts";

export const bytes: Area = {
  name: "bytes and text",
  snippets: [
    same(
      "typed arrays of all kinds",
      `
        return [
          new Int8Array([127, 128, -129]),
          new Uint8Array([255, 256, -1]),
          new Uint8ClampedArray([300, -5, 1.5]),
          new Int16Array([32768]),
          new Uint16Array([65536]),
          new Int32Array([2 ** 31]),
          new Uint32Array([-1]),
          new Float32Array([0.5]),
          new Float64Array([0.1]),
        ];
      `,
    ),
    same(
      "a typed array's methods",
      `
        const a = new Uint8Array([3, 1, 2]);
        return [
          a.length,
          a.indexOf(2),
          a.includes(1),
          a.join('-'),
          a.slice(1),
          a.subarray(1),
          a.map((x) => x * 2),
          a.filter((x) => x > 1),
          a.reduce((s, x) => s + x),
          a.find((x) => x < 2),
          a.every((x) => x > 0),
          a.some((x) => x > 2),
        ];
      `,
    ),
    same(
      "a typed array's sort, reverse, fill and set",
      `
        const a = new Uint8Array(4);
        a.fill(7, 1, 3);
        a.set([9], 3);
        const b = new Uint8Array([10, 9, 1]).sort();
        return [a, b, b.reverse(), a.copyWithin(0, 2)];
      `,
    ),
    same(
      "typed arrays share a buffer",
      `
        const b = new ArrayBuffer(4);
        const x = new Uint8Array(b), y = new Uint16Array(b, 2, 1);
        x[2] = 1;
        x[3] = 1;
        return [
          y[0],
          b.byteLength,
          y.byteOffset,
          y.byteLength,
          b.slice(2).byteLength,
          ArrayBuffer.isView(x),
        ];
      `,
    ),
    same(
      "a write beyond the end is lost",
      "const a: any = new Uint8Array(1); a[5] = 1; return [a.length, a[5], a[0]];",
    ),
    same(
      "Uint8Array.of and from",
      `
        return [
          Uint8Array.of(1, 2),
          Uint8Array.from([3, 4]),
          Uint8Array.from([1, 2], (x) => x * 2),
        ];
      `,
    ),
    same(
      "for-of, spread and destructuring of bytes",
      `
        const a = new Uint8Array([1, 2, 3]);
        const [x, ...rest] = a;
        let n = 0;
        for (const b of a) n += b;
        return [x, rest, n, [...a]];
      `,
    ),
    same(
      "DataView",
      `
        const v = new DataView(new ArrayBuffer(8));
        v.setUint16(0, 258);
        v.setInt8(2, -1);
        v.setUint32(4, 1, true);
        return [
          v.getUint8(0),
          v.getUint8(1),
          v.getInt8(2),
          v.getUint8(4),
          v.getUint16(0, true),
          v.getUint32(4),
          v.byteLength,
        ];
      `,
    ),
    same(
      "DataView of floats",
      `
        const v = new DataView(new ArrayBuffer(16));
        v.setFloat32(0, 1.5);
        v.setFloat64(8, Math.PI);
        return [v.getFloat32(0), v.getFloat64(8), v.getInt16(0), v.getInt32(8)];
      `,
    ),
    same(
      "TextEncoder",
      `
        return [
          new TextEncoder().encode('añ€'),
          new TextEncoder().encoding,
          new TextEncoder().encode().length,
        ];
      `,
    ),
    same("TextEncoder of an astral character", "return new TextEncoder().encode('\\u{1F600}');"),
    same(
      "TextDecoder",
      `
        return [
          new TextDecoder().decode(new Uint8Array([97, 195, 177])),
          new TextDecoder('utf-8').encoding,
          new TextDecoder().decode(new Uint8Array([0xff])) === '\\ufffd',
        ];
      `,
    ),
    same(
      "TextEncoder.encodeInto",
      `
        const a = new Uint8Array(3);
        const r = new TextEncoder().encodeInto('añb', a);
        return [a, r.written];
      `,
    ),
    same("atob and btoa", "return [atob('aGk='), btoa('hi'), btoa(''), atob(''), btoa('\\x00\\xff').length];"),
    same("btoa of what is not Latin-1 throws", "try { return btoa('€'); } catch (e) { return e instanceof Error; }"),
    same(
      "base64url to text and back",
      `
        const dec = (s: string) => atob(s.replace(/-/g, '+').replace(/_/g, '/'));
        const enc = (s: string) => btoa(s).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
        return [dec('eyJhIjoxfQ=='), enc('a?>b'), JSON.parse(dec(enc('{"ab":12}')))];
      `,
    ),
    same("atob without padding", "const s = 'eyJhIjoxfQ'; return atob(s);"),
    same(
      "Buffer.from and toString",
      `
        return [
          Buffer.from('hi').toString('hex'),
          Buffer.from('aGk=', 'base64').toString(),
          Buffer.from('6869', 'hex').toString('utf8'),
          Buffer.from('a?>b').toString('base64url'),
          Buffer.from('añ').length,
        ];
      `,
    ),
    same(
      "Buffer.alloc, concat, compare and equals",
      `
        const a = Buffer.alloc(2), b = Buffer.concat([Buffer.from('a'), Buffer.from('b')]);
        return [
          a.length,
          b.toString(),
          Buffer.compare(Buffer.from('a'), b),
          Buffer.isBuffer(b),
          Buffer.byteLength('ñ'),
          b.equals(Buffer.from('ab')),
        ];
      `,
    ),
    same(
      "Buffer's slices and numbers",
      `
        const b = Buffer.from([1, 2, 3, 4]);
        return [
          b.slice(1, 3).toString('hex'),
          b.readUInt16BE(0),
          b.readUInt8(3),
          b[2],
          b.indexOf(3),
        ];
      `,
    ),
    same("escape by hand and decodeURIComponent", "return [decodeURIComponent('%E2%82%AC'), encodeURIComponent('€')];"),
    refused(
      "escape and unescape",
      `const s = 'é';
        return unescape(encodeURIComponent(s));`,
      2,
      /unescape/,
    ),
    refused(
      "BigInt64Array",
      `const n = 1;
        return new BigInt64Array(n);`,
      2,
      /BigInt64Array/,
    ),
    refused(
      "Float16Array",
      `const n = 1;
        return new (globalThis as any).Float16Array(n);`,
      2,
      /Float16Array/,
    ),
    refused(
      "getBigInt64",
      `const v = new DataView(new ArrayBuffer(8));
        return String(v.getBigInt64(0));`,
      2,
      /getBigInt64/,
    ),
    refused(
      "SharedArrayBuffer",
      `const n = 1;
        return new SharedArrayBuffer(n).byteLength;`,
      2,
      /SharedArrayBuffer/,
    ),
    refused(
      "a typed array's at",
      `const a: any = new Uint8Array([1]);
        return a.at(-1);`,
      2,
      /\.at\(\)/,
    ),
    refused(
      "a typed array's toSorted",
      `const a: any = new Uint8Array([1]);
        return a.toSorted();`,
      2,
      /\.toSorted\(\)/,
    ),
    refused(
      "resizable buffers",
      `const b: any = new ArrayBuffer(1);
        return b.resize(2);`,
      2,
      /\.resize\(\)/,
    ),
    refused(
      "Uint8Array's base64",
      `const s = 'aGk=';
        return (Uint8Array as any).fromBase64(s);`,
      2,
      /Uint8Array\.fromBase64/,
    ),
    refused(
      "Blob",
      `const s = 'a';
        return new Blob([s]).size;`,
      2,
      /Blob/,
    ),
  ],
};
