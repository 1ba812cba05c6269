import type { Ink } from '../core/scale/printed/ink.ts';

/** A part of a picture with writing on it. */
export interface Sheet {
  readonly ink: Ink;
  /** Ink stronger than this is written. */
  readonly threshold: number;
  /** Ink that is drawn white and black for the reader, with all shades between. */
  readonly pale: number;
  readonly full: number;
  /** The writing lies on the picture, so that only what looks like letters may be shown to the reader. */
  readonly isOverPicture: boolean;
}

/** Told what was found on the way, for a look at why a scale was read as it was. */
export type Trace = (what: string, value: unknown) => void;
