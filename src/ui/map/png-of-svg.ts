import type { FigureSize } from '../../figures/plot-area.ts';

/** Sharp enough for print at the size of a page. */
const PIXELS_A_CSS_PIXEL = 3;

/** A figure's file as a picture of pixels; undefined where the browser can't. */
export async function pngOfSvg(
  svg: string,
  { width, height }: FigureSize,
): Promise<Blob | undefined> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * PIXELS_A_CSS_PIXEL;
    canvas.height = height * PIXELS_A_CSS_PIXEL;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined)));
  } finally {
    URL.revokeObjectURL(url);
  }
}
