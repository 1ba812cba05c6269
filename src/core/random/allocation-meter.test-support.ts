const METERED = [
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
];

/**
 * Counts the bytes of typed arrays that are made by length, and refuses to make more than `most` of them between two
 * resets: a lying header is caught before the machine suffers.
 */
export function meterAllocations(most: number): {
  readonly reset: () => void;
  /** Since the last reset, with what was refused. */
  readonly bytes: () => number;
  readonly restore: () => void;
} {
  let bytes = 0;
  const originals = METERED.map((name) => [name, Reflect.get(globalThis, name)] as const);
  for (const [name, original] of originals) {
    const metered: object = new Proxy(original, {
      construct(target, args: readonly unknown[], newTarget) {
        if (typeof args[0] === 'number') bytes += args[0] * target.BYTES_PER_ELEMENT;
        if (bytes > most) throw new RangeError('Array buffer allocation failed');
        return Reflect.construct(target, args, newTarget === metered ? target : newTarget);
      },
    });
    Reflect.set(globalThis, name, metered);
  }
  return {
    reset: () => {
      bytes = 0;
    },
    bytes: () => bytes,
    restore: () => {
      for (const [name, original] of originals) Reflect.set(globalThis, name, original);
    },
  };
}
