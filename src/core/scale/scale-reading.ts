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

/**
 * What is known of a picture's scale. The label is the value printed beside the bar; the pixel size is
 * for measuring. Either may be known without the other.
 */
export interface ScaleReading {
  readonly label: { readonly value: number; readonly unit: ScaleUnit } | undefined;
  readonly pixelSizeNm: number | undefined;
  readonly source: ScaleSource;
  /** In `[0, 1]`. */
  readonly confidence: number;
}
