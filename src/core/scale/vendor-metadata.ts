export type Vendor =
  | 'zeiss'
  | 'fei'
  | 'tescan'
  | 'jeol'
  | 'hitachi'
  | 'phenom'
  | 'sis'
  | 'imagej'
  | 'ome'
  | 'semscape';

/** What a microscope wrote beside its pixels. Absent means that the file does not say. */
export interface VendorMetadata {
  readonly vendor: Vendor;
  /** Nanometres a pixel, horizontally. */
  readonly pixelSizeNm?: number;
  /** Of the whole picture, in nanometres. */
  readonly fieldWidthNm?: number;
  readonly magnification?: number;
  readonly voltageKv?: number;
  readonly workingDistanceMm?: number;
  readonly detector?: string;
  readonly instrument?: string;
  /** As written by the microscope, ISO 8601 where it could be parsed. */
  readonly acquiredAt?: string;
  /** Height in pixels of the information stripe at the bottom. */
  readonly stripeHeight?: number;
}
