import type { VendorMetadata } from './vendor-metadata.ts';

/** What a microscope wrote into a file of its own beside a picture. */
export interface Sidecar {
  readonly metadata: VendorMetadata;
  /** Of the picture that it belongs to, in pixels, where it says so. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}
