/** A file as it was dropped or picked. */
export interface PictureSource {
  readonly file: File;
  /** Relative to what was dropped, `/`-separated. */
  readonly path: string;
}
