// Results as short codes that can be read aloud: base 32 after Crockford, without I, L, O and U, closed by a checksum.

const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checkBits = 11;

/** CRC-11 (polynomial 0x385): every wrong sign and every two that changed places are found. */
function check(bits: number[]): number {
  let rest = 0x1a;
  for (const bit of bits) {
    const top = (rest >> (checkBits - 1)) & 1;
    rest = (rest << 1) & 0x7ff;
    if (top !== bit) rest ^= 0x385;
  }
  return rest;
}

const bitsOf = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** (width - 1 - i)) % 2);

/** Whole numbers from 0 on with their widths in bits. */
export type Part = readonly [value: number, bits: number];

/** In groups of four. */
export function encodeCode(parts: readonly Part[]): string {
  const bits = parts.flatMap(([value, width]) => bitsOf(value, width));
  while ((bits.length + checkBits) % 5 > 0) bits.push(0);
  bits.push(...bitsOf(check(bits), checkBits));
  const code = Array.from({ length: bits.length / 5 }, (_, i) => {
    const five = bits.slice(5 * i, 5 * i + 5);
    return signs[five.reduce((value, bit) => 2 * value + bit, 0)]!;
  }).join("");
  return code.replaceAll(/.{4}(?=.)/g, "$&-");
}

/** Reads whole numbers of so many bits, one after the other; zeros behind the end. Null where a sign is wrong. */
export function decodeCode(code: string): ((width: number) => number) | null {
  const text = code.toUpperCase().replaceAll(/[-\s]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const values = [...text].map((sign) => signs.indexOf(sign));
  if (values.length * 5 <= checkBits || values.includes(-1)) return null;
  const bits = values.flatMap((value) => bitsOf(value, 5));
  const read = bits.slice(0, -checkBits);
  const found = bits.slice(-checkBits).reduce((value, bit) => 2 * value + bit, 0);
  if (found !== check(read)) return null;
  let next = 0;
  return (width) => {
    let value = 0;
    for (let i = 0; i < width; i++) value = 2 * value + (read[next++] ?? 0);
    return value;
  };
}
