/**
 * Writes tables of texts as Parquet: one row group, one uncompressed page for each column, and no missing values. That is
 * all that access logs need.
 * @see https://parquet.apache.org/docs/file-format/
 */

const magic = Buffer.from("PAR1");
const byteArray = 6;
const plain = 0;
const rle = 3;
const utf8 = 0;

/**
 * @param columns - The names of the columns.
 * @param rows - A text for each column.
 */
export function parquetFile(columns: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const parts: Buffer[] = [magic];
  let offset = magic.length;
  const chunks = columns.map((name, index) => {
    const values = rows.map((row) => byteArrayOf(row[index] ?? ""));
    const page = Buffer.concat(values);
    const header = struct([1, i32(0)], [2, i32(page.length)], [3, i32(page.length)], [5, dataPage(rows.length)]).data;
    const chunk = { name, offset, size: header.length + page.length };
    parts.push(header, page);
    offset += chunk.size;
    return chunk;
  });
  const leaf = (name: string) => struct([1, i32(byteArray)], [3, i32(0)], [4, text(name)], [6, i32(utf8)]);
  const schema = [struct([4, text("schema")], [5, i32(columns.length)]), ...columns.map(leaf)];
  const total = chunks.reduce((sum, { size }) => sum + size, 0);
  const group = struct(
    [1, list(chunks.map((chunk) => columnChunk(chunk, rows.length)))],
    [2, i64(total)],
    [3, i64(rows.length)],
  );
  const footer = struct(
    [1, i32(1)],
    [2, list(schema)],
    [3, i64(rows.length)],
    [4, list([group])],
    [6, text("loopback")],
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.data.length);
  return Buffer.concat([...parts, footer.data, length, magic]);
}

function byteArrayOf(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const dataPage = (rows: number) => struct([1, i32(rows)], [2, i32(plain)], [3, i32(rle)], [4, i32(rle)]);

function columnChunk({ name, offset, size }: { name: string; offset: number; size: number }, rows: number): Value {
  const metadata = struct(
    [1, i32(byteArray)],
    [2, list([i32(plain)])],
    [3, list([text(name)])],
    [4, i32(0)],
    [5, i64(rows)],
    [6, i64(size)],
    [7, i64(size)],
    [9, i64(offset)],
  );
  return struct([2, i64(offset)], [3, metadata]);
}

/** A value of Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
interface Value {
  readonly type: number;
  readonly data: Buffer;
}

const i32 = (value: number): Value => ({ type: 5, data: zigzag(value) });
const i64 = (value: number): Value => ({ type: 6, data: zigzag(value) });
const text = (value: string): Value => {
  const bytes = Buffer.from(value);
  return { type: 8, data: Buffer.concat([varint(bytes.length), bytes]) };
};

function list(values: readonly Value[]): Value {
  const type = values[0]?.type ?? 12;
  const { length } = values;
  const header =
    length < 15 ? Buffer.from([(length << 4) | type]) : Buffer.concat([Buffer.from([0xf0 | type]), varint(length)]);
  return { type: 9, data: Buffer.concat([header, ...values.map(({ data }) => data)]) };
}

/** @param fields - Their ids, ascending by at most 15, and values. */
function struct(...fields: readonly (readonly [number, Value])[]): Value {
  const parts = fields.map(([id, { type, data }], index) => {
    const before = fields[index - 1]?.[0] ?? 0;
    return Buffer.concat([Buffer.from([((id - before) << 4) | type]), data]);
  });
  return { type: 12, data: Buffer.concat([...parts, Buffer.from([0])]) };
}

/** Sizes and counts are never negative, so that zigzag only doubles them. */
function zigzag(value: number): Buffer {
  return varint(value * 2);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
