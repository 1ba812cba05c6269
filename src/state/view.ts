import type { StateCreator } from 'zustand/vanilla';
import type { PictureId } from '../core/dataset/picture.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { AppState } from './app-state.ts';

export const STAGES = [
  'images',
  'scale',
  'train',
  'features',
  'distances',
  'clusters',
  'export',
] as const;
export type Stage = (typeof STAGES)[number];
export type Theme = 'dark' | 'light';

/** Which pictures the gallery shows. */
export interface GalleryFilter {
  /** A label's name, `null` for those without one, undefined for all. */
  readonly label: string | null | undefined;
  /** Part of a path. */
  readonly text: string;
}

export interface ViewSlice {
  readonly stage: Stage;
  readonly theme: Theme;
  readonly filter: GalleryFilter;
  readonly selection: ReadonlySet<PictureId>;
  /** The picture shown in the inspector. */
  readonly focus: PictureId | undefined;
  /** The cluster looked at, as a node of the current tree. */
  readonly openCluster: number | undefined;

  showStage(stage: Stage): void;
  setTheme(theme: Theme): void;
  setFilter(filter: Partial<GalleryFilter>): void;
  /** Replaces the selection, and focuses on its last. */
  select(pictures: Iterable<PictureId>, focus?: PictureId): void;
  toggleSelected(picture: PictureId): void;
  showCluster(node: number | undefined): void;
  /** Another cut closes the cluster that is looked at. */
  setCut(cut: Partial<Recipe['cut']>): void;
}

export const createViewSlice: StateCreator<AppState, [], [], ViewSlice> = (set, get) => ({
  stage: 'images',
  theme: 'dark',
  filter: { label: undefined, text: '' },
  selection: new Set(),
  focus: undefined,
  openCluster: undefined,

  showStage: (stage) => set({ stage }),
  setTheme: (theme) => {
    set({ theme });
    get().saveSettings();
  },
  setFilter: (filter) => set({ filter: { ...get().filter, ...filter } }),
  select: (pictures, focus) => {
    const selection = new Set(pictures);
    set({ selection, focus: focus ?? [...selection].at(-1) });
  },
  toggleSelected: (picture) => {
    const selection = new Set(get().selection);
    if (!selection.delete(picture)) selection.add(picture);
    set({ selection, focus: picture });
  },
  showCluster: (openCluster) => set({ openCluster }),
  setCut: (cut) => {
    set({ openCluster: undefined });
    get().setRecipe('cut', cut);
  },
});
