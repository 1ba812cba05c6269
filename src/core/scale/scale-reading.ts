import type { Rectangle } from '../dataset/picture.ts';

export type ScaleUnit = 'nm' | 'um' | 'mm';

export const NM_PER_UNIT: Readonly<Record<ScaleUnit, number>> = { nm: 1, um: 1e3, mm: 1e6 };

export type ScaleSource =
  | 'vendor-metadata'
  | 'sidecar'
  | 'imagej'
  | 'printed-width'
  | 'printed-bar'
  | 'person'
  | 'generator';

/** The printed value, such as 1 µm. */
export interface ScaleLabel {
  readonly value: number;
  readonly unit: ScaleUnit;
}

/** A second statement of the pixel size beside the one that was taken. */
export interface ScaleCheck {
  readonly kind: 'printed-width' | 'printed-pixel-size' | 'magnification' | 'metadata';
  /** By this statement. */
  readonly pixelSizeNm: number;
  /** The bar's pixel size over this one. */
  readonly ratio: number;
  /** Within 3 %. Metadata that do not agree mean that the picture was resized afterwards. */
  readonly agrees: boolean;
}

/** Where a printed scale was read. All in the pixels of the whole picture. */
export interface ScaleEvidence {
  /** The part of the picture that was read. */
  readonly crop: Rectangle;
  /** Ends of the bar, caps included, and its height in the picture. */
  readonly bar?: { readonly from: number; readonly to: number; readonly y: number };
  /** Around the label that was taken. */
  readonly label?: Rectangle;
  /** Those that tell of the scale. */
  readonly words: readonly {
    readonly text: string;
    readonly box: Rectangle;
    /** In `[0, 1]`, by the reader. */
    readonly confidence: number;
  }[];
}

/**
 * What is known of a picture's scale. The label is the value printed beside the bar; the pixel size is
 * for measuring. Either may be known without the other.
 */
export interface ScaleReading {
  readonly label: ScaleLabel | undefined;
  readonly pixelSizeNm: number | undefined;
  readonly source: ScaleSource;
  /** In `[0, 1]`. */
  readonly confidence: number;
  /** Length of the printed bar. */
  readonly barPixels?: number;
  readonly checks?: readonly ScaleCheck[];
  readonly evidence?: ScaleEvidence;
}
