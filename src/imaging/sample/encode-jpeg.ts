const QUALITY = 0.93;

/** JPEG of a canvas, with a comment segment right after the start of the picture. */
export async function encodeJpeg(
  canvas: OffscreenCanvas,
  comment: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  const jpeg = new Uint8Array(await blob.arrayBuffer());
  const text = new TextEncoder().encode(comment);
  const out = new Uint8Array(jpeg.length + 4 + text.length);
  const length = text.length + 2;
  out.set(jpeg.subarray(0, 2));
  out.set([0xff, 0xfe, length >> 8, length & 255], 2);
  out.set(text, 6);
  out.set(jpeg.subarray(2), 6 + text.length);
  return out;
}
