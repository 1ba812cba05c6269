import type { Raster8 } from './raster.ts';

/** One channel: the picture itself if it is grey, else Rec. 601 luma, rounded. */
export function luminance(picture: Raster8): Raster8 {
  if (picture.channels === 1) return picture;
  const { data: source, width, height } = picture;
  const data = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < data.length; i++, j += 3) {
    data[i] = (source[j] * 77 + source[j + 1] * 150 + source[j + 2] * 29 + 128) >> 8;
  }
  return { data, width, height, channels: 1 };
}

/** Drops colour from a picture that has three equal channels everywhere. */
export function withoutIdleColour(picture: Raster8): Raster8 {
  if (picture.channels === 1) return picture;
  const { data, width, height } = picture;
  for (let j = 0; j < data.length; j += 3) {
    if (data[j] !== data[j + 1] || data[j] !== data[j + 2]) return picture;
  }
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = data[3 * i];
  return { data: grey, width, height, channels: 1 };
}
