const NAME = /\.(tiff?|png|jpe?g|bmp|webp|gif)$/i;

/** Whether a file is named as pictures are that Semscape reads. */
export function isPictureName(name: string): boolean {
  return NAME.test(name);
}
