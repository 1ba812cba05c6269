import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Job } from './job.ts';

export interface ScalePicture {
  /** The picture's file, or a smaller copy of the whole of it. */
  readonly file: Blob;
  readonly name: string;
  /** Which page of `file` it is, from 1; absent for a file of one page, and for a copy. */
  readonly page?: number;
  /** Of the original in pixels, where `file` is a copy. */
  readonly fullWidth?: number;
  /** What metadata tell of the scale: known already, or to be looked for in `file`, or not to be used. */
  readonly told: ScaleReading | 'in-file' | undefined;
}

export interface ScaleApi {
  /**
   * The scale by metadata and by what is printed on the picture, checked against each other; undefined where
   * nothing is sure enough. In the pixels of the original.
   * Rejects with an `AppError` for what can't be decoded.
   */
  read(picture: ScalePicture, job: Job): Promise<ScaleReading | undefined>;
}
