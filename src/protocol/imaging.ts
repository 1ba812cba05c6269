import type { Companion } from '../core/dataset/companion.ts';
import type {
  ImportProblem,
  KnownPicture,
  PictureRecord,
  Plate,
  Rectangle,
} from '../core/dataset/picture.ts';
import type { Job } from './job.ts';

/** All that one decoding gives. The three buffers are transferred. */
export interface ReadPicture {
  /** Without what only the project knows: `otherPaths` is empty and `folderLabel` undefined. */
  readonly record: PictureRecord;
  /** JPEG, longer side at most `THUMBNAIL_LONG_SIDE`. */
  readonly thumbnail: Uint8Array<ArrayBuffer>;
  /** JPEG, longer side at most `PREVIEW_LONG_SIDE`. */
  readonly preview: Uint8Array<ArrayBuffer>;
  readonly plate: Plate;
}

export type ReadOutcome =
  | { readonly kind: 'picture'; readonly picture: ReadPicture }
  /** The pages of one file, and those that could not be read. */
  | {
      readonly kind: 'pages';
      readonly pictures: readonly ReadPicture[];
      readonly problems: readonly ImportProblem[];
    }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

export interface SampleFile {
  readonly file: File;
  /** `Category/name.ext`, so that the folder gives the label. */
  readonly path: string;
}

/** What a file shows of itself before it is read. */
export interface FileStamp {
  readonly bytes: number;
  /** In milliseconds since 1970. */
  readonly modifiedAt: number;
}

export interface ImagingApi {
  /** Never rejects for what is wrong with a file: that is an outcome. Rejects with `AbortError` only. */
  read(file: File, path: string, job: Job): Promise<ReadOutcome>;
  /**
   * What the networks see of a picture within `crop`, from its file. Rejects where the file can't be read or has changed
   * since.
   */
  cut(file: File, of: KnownPicture, crop: Rectangle, job: Job): Promise<Plate>;
  /**
   * What a file says of pictures that it is not one of; undefined where it says nothing.
   * @throws {AppError} `bad-labels` for a file of labels that contradicts itself.
   */
  companion(file: File, path: string, job: Job): Promise<Companion | undefined>;
  /** A page would wait for the disk if it asked the file itself. */
  stamp(file: File, job: Job): Promise<FileStamp>;
  /** The encoded file of sample picture `index` of the set made from `seed`. */
  sample(index: number, seed: number, job: Job): Promise<SampleFile>;
}
