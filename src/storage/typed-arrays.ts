/** One named array of an artefact: its kind, and where its bytes lie. */
export interface ArrayEntry {
  readonly name: string;
  readonly kind: ArrayKind;
  readonly offset: number;
  readonly bytes: number;
}

type View = ArrayBufferView<ArrayBuffer>;

const VIEWS = {
  Int8Array: (b: ArrayBuffer) => new Int8Array(b),
  Uint8Array: (b: ArrayBuffer) => new Uint8Array(b),
  Uint8ClampedArray: (b: ArrayBuffer) => new Uint8ClampedArray(b),
  Int16Array: (b: ArrayBuffer) => new Int16Array(b),
  Uint16Array: (b: ArrayBuffer) => new Uint16Array(b),
  Int32Array: (b: ArrayBuffer) => new Int32Array(b),
  Uint32Array: (b: ArrayBuffer) => new Uint32Array(b),
  BigInt64Array: (b: ArrayBuffer) => new BigInt64Array(b),
  BigUint64Array: (b: ArrayBuffer) => new BigUint64Array(b),
  Float32Array: (b: ArrayBuffer) => new Float32Array(b),
  Float64Array: (b: ArrayBuffer) => new Float64Array(b),
  DataView: (b: ArrayBuffer) => new DataView(b),
} satisfies Record<string, (buffer: ArrayBuffer) => View>;

export type ArrayKind = keyof typeof VIEWS;

/**
 * Lays the arrays one behind the other in one file.
 * @throws {TypeError} for a kind of array that can't be stored.
 */
export function layOutArrays(arrays: Readonly<Record<string, View>>): {
  readonly entries: readonly ArrayEntry[];
  readonly bytes: number;
} {
  let bytes = 0;
  const entries = Object.entries(arrays).map(([name, view]): ArrayEntry => {
    const offset = bytes;
    bytes += view.byteLength;
    return { name, kind: kindOf(view), offset, bytes: view.byteLength };
  });
  return { entries, bytes };
}

function kindOf(view: View): ArrayKind {
  const kind = Object.prototype.toString.call(view).slice('[object '.length, -1);
  if (!Object.hasOwn(VIEWS, kind)) throw new TypeError(`a ${kind} can't be stored`);
  return kind as ArrayKind;
}

/** An array of the given kind over the whole of `buffer`. */
export function viewAs(kind: ArrayKind, buffer: ArrayBuffer): View {
  return VIEWS[kind](buffer);
}
