/** A number as significand and binary exponent. */
interface Binary {
  readonly f: bigint;
  readonly e: number;
}

/**
 * The decimal digits that njs 0.7.9 writes a number with, without point, sign and zeros at either end. It takes them
 * from Grisu2, which always reads back as the number and whose last digit is not always the nearest: of numbers with
 * sixteen or seventeen digits every fifth ends otherwise.
 *
 * @param value finite, above zero
 * @see https://github.com/nginx/njs/blob/0.7.9/src/njs_dtoa.c
 */
export function njsDigits(value: number): string {
  const number = binaryOf(value);
  const upper = normalized({ f: number.f * 2n + 1n, e: number.e - 1 });
  const below =
    number.f === 1n << 52n ? { f: number.f * 4n - 1n, e: number.e - 2 } : { f: number.f * 2n - 1n, e: number.e - 1 };
  const lower = { f: below.f << BigInt(below.e - upper.e), e: upper.e };
  const power = cachedPower(upper.e);
  const high = times(upper, power);
  const delta = high.f - 1n - (times(lower, power).f + 1n);
  return digits({ f: high.f - 1n, e: high.e }, high.f - 1n - times(normalized(number), power).f, delta).replace(
    /0+$/,
    "",
  );
}

function binaryOf(value: number): Binary {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const fraction = raw & ((1n << 52n) - 1n);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  return exponent === 0 ? { f: fraction, e: -1074 } : { f: fraction + (1n << 52n), e: exponent - 1075 };
}

function normalized({ f, e }: Binary): Binary {
  const shift = 64 - f.toString(2).length;
  return { f: f << BigInt(shift), e: e - shift };
}

function times(a: Binary, b: Binary): Binary {
  return { f: (a.f * b.f + (1n << 63n)) >> 64n, e: a.e + b.e + 64 };
}

/** The power of ten, every eighth, that brings a binary exponent to where digits are taken from. */
function cachedPower(e: number): Binary {
  const k = Math.ceil((-61 - e) * 0.30102999566398114 + 347);
  const exponent = -348 + ((k >> 3) + 1) * 8;
  const [top, bottom] = exponent < 0 ? [1n, 10n ** BigInt(-exponent)] : [10n ** BigInt(exponent), 1n];
  const scale = 66 + bottom.toString(2).length - top.toString(2).length;
  const wide = scale < 0 ? top / (bottom << BigInt(-scale)) : (top << BigInt(scale)) / bottom;
  const surplus = wide.toString(2).length - 64;
  const f = (wide + (1n << BigInt(surplus - 1))) >> BigInt(surplus);
  return { f, e: surplus - scale };
}

function digits({ f, e }: Binary, distance: bigint, reach: bigint): string {
  const shift = BigInt(-e);
  const mask = (1n << shift) - 1n;
  const whole = String(f >> shift);
  for (let length = 1; length <= whole.length; length++) {
    const unit = (10n ** BigInt(whole.length - length)) << shift;
    const rest = f % unit;
    if (rest <= reach) return rounded(whole.slice(0, length), reach, rest, unit, distance);
  }
  let [written, rest, delta] = [whole, f & mask, reach];
  for (let decimals = 1; ; decimals++) {
    rest *= 10n;
    delta *= 10n;
    written += String(rest >> shift);
    rest &= mask;
    // Its table of powers ends at nine.
    if (rest < delta)
      return rounded(written, delta, rest, mask + 1n, decimals < 10 ? distance * 10n ** BigInt(decimals) : 0n);
  }
}

/** Counts the last digit down as long as that comes nearer. */
function rounded(written: string, delta: bigint, start: bigint, unit: bigint, distance: bigint): string {
  let [rest, last] = [start, Number(written.at(-1))];
  while (
    rest < distance &&
    delta - rest >= unit &&
    (rest + unit < distance || distance - rest > rest + unit - distance)
  ) {
    last--;
    rest += unit;
  }
  return (written.slice(0, -1) + last).replace(/^0+/, "");
}
