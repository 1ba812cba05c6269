/** Bits from the first on, least significant first; behind the end there are zeros. */
export class ForwardBits {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, startByte: number) {
    this.#bytes = bytes;
    this.#at = startByte * 8;
  }

  /** Up to 16 of them. */
  read(count: number): number {
    const value = bitsAt(this.#bytes, this.#at) & ((1 << count) - 1);
    this.#at += count;
    return value;
  }

  unread(count: number): void {
    this.#at -= count;
  }

  /** The first byte of which no bit was read. */
  get nextByte(): number {
    return (this.#at + 7) >> 3;
  }
}

/** Bits from the last one on, which a single 1 in front of the padding marks; before the first there are zeros. */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** How many are left; negative once more were read than there are. */
  left: number;

  /** @throws {RangeError} where the mark is missing. */
  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1);
    if (!last) throw new RangeError('a stream of bits has no end');
    this.#bytes = bytes;
    this.left = bytes.length * 8 - 8 + highestBit(last);
  }

  /** Up to 31 of them, the first read the most significant. */
  read(count: number): number {
    if (count === 0) return 0;
    this.left -= count;
    const value = bitsAt(this.#bytes, this.left);
    return count === 32 ? value : value & (2 ** count - 1);
  }
}

/** 32 bits from a place that may lie outside. */
function bitsAt(bytes: Uint8Array, bit: number): number {
  const [at, shift] = [bit >> 3, bit & 7];
  const low = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return shift === 0 ? low : (low >>> shift) | (bytes[at + 4]! << (32 - shift));
}

/** Position of the highest bit set, of a number above 0. */
export function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}
