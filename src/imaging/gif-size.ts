const EXTENSION = 0x21;
const IMAGE = 0x2c;
const SCREEN_BYTES = 13;

interface GifSize {
  readonly width: number;
  readonly height: number;
}

/**
 * What a decoder allocates for a GIF's first frame: its screen, or more where that frame stands out of it. The screen
 * alone where no frame is found.
 * @throws {RangeError} for a file without a whole screen descriptor.
 */
export function gifSize(file: Uint8Array<ArrayBuffer>): GifSize {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const at = firstFrame(file, SCREEN_BYTES + colourTableBytes(view.getUint8(10)));
  if (at === undefined) return screen;
  const [left, top] = [view.getUint16(at + 1, true), view.getUint16(at + 3, true)];
  return {
    width: Math.max(screen.width, left + view.getUint16(at + 5, true)),
    height: Math.max(screen.height, top + view.getUint16(at + 7, true)),
  };
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Where the first image descriptor begins, behind extensions made of counted blocks. */
function firstFrame(file: Uint8Array, from: number): number | undefined {
  let at = from;
  while (file[at] === EXTENSION) {
    at += 2;
    while (file[at]) at += 1 + file[at]!;
    at++;
  }
  return file[at] === IMAGE && at + 9 <= file.length ? at : undefined;
}
