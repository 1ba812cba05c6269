import type { StateCreator } from 'zustand/vanilla';
import type { MapKind, MapSettings, PlaneLayout } from '../core/map/plane-layout.ts';
import type { AppState } from './app-state.ts';
import { mapKey } from './keys.ts';
import type { Services } from './services.ts';
import { trainedCodes } from './stage-inputs.ts';

export const MAP_COLOURS = [
  'label',
  'cluster',
  'printed-scale',
  'field-width',
  'pixel-size',
  'label-source',
  'prediction',
  'vendor',
  'session',
] as const;
export type MapColour = (typeof MAP_COLOURS)[number];

/** Of the pictures of the features, in their order. */
export interface PictureMap extends PlaneLayout {
  /** Names the codes and the settings it was laid out from. */
  readonly key: string;
}

/** How the map is looked at. */
export interface MapView {
  readonly kind: MapKind;
  readonly colour: MapColour;
  /** Pictures in place of dots: as soon as there is room for all, always, or never. */
  readonly pictures: 'near' | 'always' | 'never';
}

export interface MapSlice {
  readonly maps: Readonly<Partial<Record<MapKind, PictureMap>>>;
  /** Where the pictures are while UMAP settles. */
  readonly settling: Pick<PictureMap, 'key' | 'positions'> | undefined;
  readonly mapView: MapView;
  /** Lays the codes out, or brings their map back from disk. */
  layOutMap(kind: MapKind): Promise<void>;
  /** From disk, those that were laid out before. */
  restoreMaps(): Promise<void>;
  setMapView(change: Partial<MapView>): void;
}

/** As in McInnes et al. 2018: enough for the lie of the land, few enough for small groups. */
const NEIGHBOURS = 15;
const KINDS: readonly MapKind[] = ['umap', 'pca'];
const TITLES: Record<MapKind, string> = {
  umap: 'Laying out the map',
  pca: 'Finding the principal axes',
};

function settingsOf({ recipe }: AppState, kind: MapKind): MapSettings {
  return { kind, neighbours: NEIGHBOURS, seed: recipe.seed };
}

/** Of the codes as they are; undefined where none is laid out yet. */
export function currentMap(state: AppState, kind: MapKind): PictureMap | undefined {
  const map = state.maps[kind];
  return map && map.key === currentKey(state, kind) ? map : undefined;
}

function currentKey(state: AppState, kind: MapKind): string | undefined {
  return state.codes && mapKey(state.codes.key, settingsOf(state, kind));
}

export const createMapSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], MapSlice> =>
  (set, get) => {
    const show = (kind: MapKind, map: PictureMap) => {
      if (map.key === currentKey(get(), kind)) set({ maps: { ...get().maps, [kind]: map } });
    };
    const restore = async (kind: MapKind, signal: AbortSignal) => {
      const key = mapKey(trainedCodes(get()).key, settingsOf(get(), kind));
      const found = await storage.artefact(key, { signal });
      if (!found) return false;
      const meta = found.meta as Pick<PlaneLayout, 'neighboursKept' | 'shares'>;
      show(kind, { ...meta, key, positions: found.arrays.positions as Float32Array<ArrayBuffer> });
      return true;
    };

    return {
      maps: {},
      settling: undefined,
      mapView: { kind: 'umap', colour: 'label', pictures: 'near' },

      layOutMap: async (kind) => {
        await get().runJob(kind, TITLES[kind], async (job) => {
          const { signal } = job;
          if (await restore(kind, signal)) return;
          const codes = trainedCodes(get());
          const settings = settingsOf(get(), kind);
          const key = mapKey(codes.key, settings);
          const follow = (positions: Float32Array<ArrayBuffer>) => {
            if (key === currentKey(get(), kind)) set({ settling: { key, positions } });
          };
          try {
            const layout = await analysis.layOutMap(codes.matrix, settings, {
              signal,
              onProgress: (progress) => {
                if (signal.aborted) return;
                if (progress.detail) follow(progress.detail as Float32Array<ArrayBuffer>);
                else job.onProgress(progress);
              },
            });
            show(kind, { ...layout, key });
            if (get().isReadOnly) return;
            const { positions, ...meta } = layout;
            const artefact = { meta, arrays: { positions: positions.slice() } };
            await storage.putArtefact(key, artefact, { signal });
          } finally {
            if (get().settling?.key === key) set({ settling: undefined });
          }
        });
      },
      restoreMaps: async () => {
        const { signal } = new AbortController();
        await Promise.all(KINDS.map((kind) => restore(kind, signal)));
      },
      setMapView: (change) => set({ mapView: { ...get().mapView, ...change } }),
    };
  };
