/** Samples as they were decoded: full range of their type, or any range when floating. */
export type Samples =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>;

/** A decoded picture, rows from the top, channels interleaved. */
export interface Raster<S extends Samples = Samples> {
  readonly data: S;
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
}

/** A decoded picture ready to be shown. */
export type Raster8 = Raster<Uint8Array<ArrayBuffer>>;
