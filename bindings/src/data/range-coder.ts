// Bits of which one is likelier than the other, in little more space than they tell (Martin 1979; carries as in LZMA).

/** A chance is one of 32,768. */
const one = 2 ** 15;
/** Below it a range has too few digits left. */
const least = 2 ** 24;

/** How likely a bit is 0, learnt from those before by two memories, a short one and a long one. */
export class BitModel {
  #soon = one / 2;
  #late = one / 2;

  /** From 32 to 32,736 of 32,768. */
  get chance(): number {
    return Math.min(one - 32, Math.max(32, (this.#soon + this.#late) >>> 1));
  }

  learn(bit: number): void {
    const wanted = bit === 0 ? one : 0;
    this.#soon += (wanted - this.#soon) >> 4;
    this.#late += (wanted - this.#late) >> 7;
  }
}

/** A bit as likely 0 as 1. */
const even = one / 2;

/** Takes bits and gives bytes. */
export class BitWriter {
  #low = 0;
  #range = 2 ** 32 - 1;
  #held = 0;
  /** Bytes that wait for a carry: one that is held, and 255s behind it. None is held at first. */
  #waiting = 0;
  #bytes = new Uint8Array(1024);
  #length = 0;

  bit(bit: number, model?: BitModel): void {
    const bound = (this.#range >>> 15) * (model?.chance ?? even);
    if (bit === 0) {
      this.#range = bound;
    } else {
      this.#low += bound;
      this.#range -= bound;
    }
    model?.learn(bit);
    while (this.#range < least) {
      this.#shift();
      this.#range *= 256;
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    for (let i = 0; i < 5; i++) this.#shift();
    return this.#bytes.slice(0, this.#length);
  }

  #shift(): void {
    const carry = this.#low >= 2 ** 32 ? 1 : 0;
    if (carry === 1 || this.#low < 0xff000000 || this.#waiting === 0) {
      if (this.#waiting > 0) this.#write((this.#held + carry) & 255);
      for (let i = 1; i < this.#waiting; i++) this.#write((255 + carry) & 255);
      this.#held = Math.floor(this.#low / least) & 255;
      this.#waiting = 0;
    }
    this.#waiting++;
    this.#low = (this.#low % least) * 256;
  }

  #write(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const more = new Uint8Array(2 * this.#length);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Takes those bytes and gives the bits again; behind the end there are zeros. */
export class BitReader {
  #code = 0;
  #range = 2 ** 32 - 1;
  #place = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 4; i++) this.#code = this.#code * 256 + this.#next();
  }

  bit(model?: BitModel): number {
    const bound = (this.#range >>> 15) * (model?.chance ?? even);
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
    } else {
      this.#code -= bound;
      this.#range -= bound;
    }
    model?.learn(bit);
    while (this.#range < least) {
      this.#code = this.#code * 256 + this.#next();
      this.#range *= 256;
    }
    return bit;
  }

  #next(): number {
    return this.bytes[this.#place++] ?? 0;
  }
}
