/** The project's only source of randomness: same seed, same numbers, on every machine. */
export interface Random {
  /** Uniform in `[0, 1)` with 32 random bits. */
  next(): number;
  /** Uniform integer in `[0, bound)`. */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** An independent generator named by `stream`, not disturbing this one. */
  fork(stream: number): Random;
}

/** sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32. */
export function createRandom(seed: number): Random {
  let s = seed >>> 0;
  const splitmix = () => {
    s = (s + 0x9e3779b9) | 0;
    let t = s ^ (s >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = 1;
  const bits = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  const next = () => bits() / 4294967296;
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (stream) => createRandom((seed ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0),
  };
}

/** Fisher–Yates, in place; returns its argument. */
export function shuffle<T extends { [i: number]: number; readonly length: number }>(
  items: T,
  random: Random,
): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const t = items[i];
    items[i] = items[j];
    items[j] = t;
  }
  return items;
}

/** `count` distinct integers of `[0, n)` in ascending order, each subset equally likely. */
export function sampleIndices(n: number, count: number, random: Random): Int32Array {
  if (count > n) throw new RangeError(`cannot draw ${count} of ${n}`);
  const all = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + random.below(n - i);
    const t = all[i];
    all[i] = all[j];
    all[j] = t;
  }
  return all.slice(0, count).sort();
}
