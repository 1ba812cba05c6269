export interface TestPage {
  readonly width: number;
  readonly height: number;
  readonly grey: number;
  /** Says that the page is a thumbnail (1) or a mask (4). */
  readonly subfile?: number;
  /** Its strip lies outside the file. */
  readonly isBroken?: boolean;
}

const ENTRIES = 10;
const DIRECTORY_BYTES = 2 + ENTRIES * 12 + 4;

/** A TIFF of several pages of one grey each, 8 bits, uncompressed; for tests alone. */
export function writeTestPages(pages: readonly TestPage[]): Uint8Array<ArrayBuffer> {
  const sizes = pages.map(({ width, height }) => width * height);
  const total = sizes.reduce((sum, size) => sum + size + (size % 2) + DIRECTORY_BYTES, 8);
  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0]);
  let at = 8;
  let link = 4;
  for (const [i, page] of pages.entries()) {
    const size = sizes[i] ?? 0;
    const strip = at;
    file.fill(page.grey, strip, strip + size);
    at += size + (size % 2);
    view.setUint32(link, at, true);
    writeDirectory(view, at, page, { strip: page.isBroken ? total + 1 : strip, size });
    link = at + DIRECTORY_BYTES - 4;
    at += DIRECTORY_BYTES;
  }
  return file;
}

function writeDirectory(
  view: DataView,
  at: number,
  { width, height, subfile = 0 }: TestPage,
  { strip, size }: { readonly strip: number; readonly size: number },
): void {
  const tags = [
    [254, subfile],
    [256, width],
    [257, height],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, strip],
    [277, 1],
    [278, height],
    [279, size],
  ] as const;
  view.setUint16(at, ENTRIES, true);
  for (const [i, [tag, value]] of tags.entries()) {
    const entry = at + 2 + i * 12;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, 4, true);
    view.setUint32(entry + 4, 1, true);
    view.setUint32(entry + 8, value, true);
  }
}
