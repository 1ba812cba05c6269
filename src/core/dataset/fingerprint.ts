/** Takes strings one after the other, and gives the name of all of them so far. */
export interface Fingerprint {
  add(part: string): void;
  /** 16 hexadecimal digits. */
  value(): string;
}

/**
 * A 64-bit name for a sequence of strings, order and boundaries included. For cache keys among one person's data, not
 * against an adversary. Two FNV-1a halves with different offsets, mixed at the end.
 */
export function startFingerprint(): Fingerprint {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const feed = (code: number) => {
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  };
  const mix = (h: number) => {
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
  };
  return {
    add(part) {
      for (let i = 0; i < part.length; i++) feed(part.charCodeAt(i));
      feed(0x10000);
    },
    value: () => mix(a) + mix(b),
  };
}

/** The fingerprint of `parts`, at once. */
export function fingerprint(parts: Iterable<string>): string {
  const { add, value } = startFingerprint();
  for (const part of parts) add(part);
  return value();
}
