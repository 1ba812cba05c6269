export type MapKind = 'umap' | 'pca';

export interface MapSettings {
  readonly kind: MapKind;
  /** Of each picture: those that UMAP keeps near, and by which either map is judged. */
  readonly neighbours: number;
  readonly seed: number;
}

/** Where each of `rows` points lies on a map of the plane. */
export interface PlaneLayout {
  /** Row-major `[rows, 2]`. UMAP's unit means nothing; PCA's is that of the data. */
  readonly positions: Float32Array<ArrayBuffer>;
  /** Mean share of the nearest neighbours that are nearest on the map too, in `[0, 1]`. */
  readonly neighboursKept: number;
  /** PCA only: share of the variance along each axis. */
  readonly shares: readonly [number, number] | undefined;
}
