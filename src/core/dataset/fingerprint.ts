/**
 * A 64-bit hexadecimal name for a sequence of strings, order and boundaries included. For cache keys among one
 * person's data, not against an adversary. Two FNV-1a halves with different offsets, mixed at the end.
 */
export function fingerprint(parts: Iterable<string>): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const feed = (code: number) => {
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  };
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) feed(part.charCodeAt(i));
    feed(0x10000);
  }
  const mix = (h: number) => {
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
  };
  return mix(a) + mix(b);
}
