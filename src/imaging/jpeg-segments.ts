interface JpegSegment {
  /** Second byte of the marker. */
  readonly marker: number;
  /** Without the two length bytes. */
  readonly data: Uint8Array<ArrayBuffer>;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/**
 * A JPEG's segments before its first scan, and whether an end-of-image marker follows. Two bytes 0xFF 0xD9
 * can't occur within compressed data, so finding them behind the scan's start is enough.
 */
export function jpegSegments(file: Uint8Array<ArrayBuffer>): {
  readonly segments: readonly JpegSegment[];
  readonly isComplete: boolean;
} {
  const segments: JpegSegment[] = [];
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + file[at + 2]! * 256 + file[at + 3]!;
    segments.push({ marker, data: file.subarray(at + 4, end) });
    at = end;
    if (marker === START_OF_SCAN) return { segments, isComplete: hasEnd(file, at) };
  }
  return { segments, isComplete: false };
}

function hasEnd(file: Uint8Array, from: number): boolean {
  for (let at = file.length - 1; at > from; at--) {
    if (file[at] === END_OF_IMAGE && file[at - 1] === 0xff) return true;
  }
  return false;
}
