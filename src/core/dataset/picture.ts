import type { ScaleReading } from '../scale/scale-reading.ts';
import type { VendorMetadata } from '../scale/vendor-metadata.ts';

/** Lower-case hexadecimal SHA-256 of the file's bytes: a picture is its content, wherever it lies. */
export type PictureId = string & { readonly brand: 'PictureId' };

export type PictureFormat = 'tiff' | 'png' | 'jpeg' | 'bmp' | 'webp' | 'gif';

/** Pixels, origin at the top left. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Grey values mapped to black and to white when a picture of more than 8 bits is shown in 8. */
export interface ContrastWindow {
  readonly low: number;
  readonly high: number;
}

/** All that is known of one picture and is not a person's decision. */
export interface PictureRecord {
  readonly id: PictureId;
  /** Relative to what was dropped, `/`-separated. */
  readonly path: string;
  /** Where else the same content was met. */
  readonly otherPaths: readonly string[];
  readonly fileBytes: number;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly format: PictureFormat;
  /** Of the whole picture, stripe included. */
  readonly width: number;
  readonly height: number;
  /** Of one sample, as stored in the file. */
  readonly bitDepth: number;
  readonly contrast: ContrastWindow | undefined;
  /** What the networks see: the picture without its stripe. */
  readonly crop: Rectangle;
  readonly metadata: VendorMetadata | undefined;
  readonly scale: ScaleReading | undefined;
  /** The class folder's name, if the picture lay in one. */
  readonly folderLabel: string | undefined;
  /** Made by the sample-set generator, not by a microscope. */
  readonly synthetic: boolean;
  /** Of the file when it was read, in milliseconds since 1970; absent in records of older versions. */
  readonly modifiedAt?: number;
  /** 16 hexadecimal digits by `perceptualHash`; absent in records of older versions. */
  readonly perceptualHash?: string;
  /** Which page of which file it is; absent for a file of one page. */
  readonly page?: PicturePage;
  /** Crops that a person chose of which there is a plate cut from the file; those of others are cut from the preview. */
  readonly fileCuts?: readonly Rectangle[];
}

/** One picture among the pages of a file, which belong together. */
export interface PicturePage {
  /** Lower-case hexadecimal SHA-256 of the file's bytes: also the first page's id. */
  readonly fileId: PictureId;
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** What has to be known of a picture to read its file again. */
export type KnownPicture = Pick<PictureRecord, 'id' | 'page' | 'contrast'>;

/** What was learnt of a picture after it was imported. */
export type RecordChange = Pick<PictureRecord, 'id'> &
  Partial<Pick<PictureRecord, 'metadata' | 'scale'>>;

/** A file that could not become a picture, and why, in a sentence for a person. */
export interface ImportProblem {
  readonly path: string;
  readonly code: string;
  readonly reason: string;
}

/** 8-bit grey picture without its stripe, aspect kept, shorter side at most `PLATE_SHORT_SIDE`. */
export interface Plate {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Nanometres a pixel of the plate, where it is known and asked for. */
  readonly nmPerPixel?: number;
}

/** A plate of a crop that a person chose, cut from the picture's file. */
export interface CutPlate {
  readonly picture: PictureId;
  readonly crop: Rectangle;
  readonly plate: Plate;
}

export const PLATE_SHORT_SIDE = 320;
/** Longer side of the JPEG shown in galleries, in pixels. */
export const THUMBNAIL_LONG_SIDE = 256;
/** Longer side of the JPEG shown when one picture is looked at, in pixels. */
export const PREVIEW_LONG_SIDE = 1280;
