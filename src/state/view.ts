import type { StateCreator } from 'zustand/vanilla';
import type { PictureId } from '../core/dataset/picture.ts';
import type { Session } from '../core/dataset/sessions.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { Vendor } from '../core/scale/vendor-metadata.ts';
import type { AppState } from './app-state.ts';

export const STAGES = [
  'images',
  'scale',
  'train',
  'features',
  'distances',
  'map',
  'clusters',
  'export',
] as const;
export type Stage = (typeof STAGES)[number];
export type Theme = 'dark' | 'light';

/** Which pictures the gallery shows; what is undefined does not matter. */
export interface GalleryFilter {
  /** A label's name, `null` for those without one. */
  readonly label: string | null | undefined;
  /** Words that all stand in a picture's paths or in what the microscope wrote. */
  readonly text: string;
  /** `null` for those of which no file says it. */
  readonly vendor: Vendor | null | undefined;
  /** As it was when it was chosen. */
  readonly session: Session | undefined;
  readonly scale: 'known' | 'unsure' | 'unknown' | undefined;
  readonly depth: '8 bit' | 'more' | undefined;
  /** Of the longer side: below 1024, below 2048, and from there on. */
  readonly size: 'small' | 'middle' | 'large' | undefined;
  /** By the model: sure, unsure, or another label than the person's or folder's. */
  readonly prediction: 'sure' | 'unsure' | 'other' | undefined;
  /** The removed pictures in place of those that are there. */
  readonly removed: boolean;
}

export const NO_FILTER: GalleryFilter = {
  label: undefined,
  text: '',
  vendor: undefined,
  session: undefined,
  scale: undefined,
  depth: undefined,
  size: undefined,
  prediction: undefined,
  removed: false,
};

export const ORDERS = [
  'imported',
  'name',
  'label',
  'taken',
  'pixel-size',
  'size',
  'confidence',
] as const;

export interface GalleryOrder {
  readonly by: (typeof ORDERS)[number];
  readonly isDescending: boolean;
}

export interface ViewSlice {
  readonly stage: Stage;
  readonly theme: Theme;
  readonly filter: GalleryFilter;
  readonly order: GalleryOrder;
  /** The groups that look alike in place of the gallery. */
  readonly isShowingAlike: boolean;
  readonly selection: ReadonlySet<PictureId>;
  /** The picture shown in the inspector. */
  readonly focus: PictureId | undefined;
  /** The cluster looked at, as a node of the current tree. */
  readonly openCluster: number | undefined;

  showStage(stage: Stage): void;
  setTheme(theme: Theme): void;
  /** Turning to the removed pictures or back drops the selection. */
  setFilter(filter: Partial<GalleryFilter>): void;
  setOrder(order: Partial<GalleryOrder>): void;
  showAlike(isShowing: boolean): void;
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
  filter: NO_FILTER,
  order: { by: 'imported', isDescending: false },
  isShowingAlike: false,
  selection: new Set(),
  focus: undefined,
  openCluster: undefined,

  showStage: (stage) => set({ stage }),
  setTheme: (theme) => {
    set({ theme });
    get().saveSettings();
  },
  setFilter: (change) => {
    const filter = { ...get().filter, ...change };
    if (filter.removed !== get().filter.removed) get().select([]);
    set({ filter });
  },
  setOrder: (order) => set({ order: { ...get().order, ...order } }),
  showAlike: (isShowingAlike) => set({ isShowingAlike }),
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
