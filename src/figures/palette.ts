import type { ClusterMethod } from '../core/cluster/tree.ts';

export type Level = 'strong' | 'medium' | 'faint';

/** What a mark stands for; a theme says which colour that is. */
export type Tone =
  | ClusterMethod
  | 'good'
  | 'uniform'
  | `before-${Level}`
  | `after-${Level}`
  | 'train'
  | 'test'
  | 'stability'
  | 'accent'
  | 'ink'
  | 'muted';

export interface FigureTheme {
  readonly background: string;
  readonly ink: string;
  readonly mutedInk: string;
  readonly grid: string;
  readonly tones: Readonly<Record<Tone, string>>;
  /** Twelve colours that stay apart for colour-blind readers. */
  readonly categories: readonly string[];
}

const DARK_INK = { ink: '#e4e9ed', mutedInk: '#9ba7b1', accent: '#ffffff' };
const LIGHT_INK = { ink: '#1b2126', mutedInk: '#59646d', accent: '#000000' };

/** After Okabe and Ito 2008, lightened for a dark ground. */
export const darkTheme: FigureTheme = {
  background: '#14181c',
  ink: DARK_INK.ink,
  mutedInk: DARK_INK.mutedInk,
  grid: '#2b333a',
  tones: {
    single: '#a9784f',
    complete: '#7fe0f0',
    centroid: '#f2622e',
    ward: '#3f8fe8',
    'density-peaks': '#eba0cb',
    good: '#f0c040',
    uniform: '#1fae86',
    'before-strong': '#b6f5df',
    'before-medium': '#4fd0a5',
    'before-faint': '#1f8f6e',
    'after-strong': '#ffc9a8',
    'after-medium': '#f48a55',
    'after-faint': '#c4501c',
    train: '#3f8fe8',
    test: '#f0a020',
    stability: '#7fe0f0',
    accent: DARK_INK.accent,
    ink: DARK_INK.ink,
    muted: DARK_INK.mutedInk,
  },
  categories: [
    '#3f8fe8',
    '#e69f00',
    '#1fae86',
    '#cc79a7',
    '#e8602c',
    '#7fd0f0',
    '#f0e442',
    '#9a6bff',
    '#c3f096',
    '#e010c0',
    '#87b469',
    '#7c8c5a',
  ],
};

/** After Okabe and Ito 2008, darkened where a thin line would vanish on white. */
export const lightTheme: FigureTheme = {
  background: '#ffffff',
  ink: LIGHT_INK.ink,
  mutedInk: LIGHT_INK.mutedInk,
  grid: '#e3e7ea',
  tones: {
    single: '#6b4226',
    complete: '#35a9dc',
    centroid: '#c94a10',
    ward: '#004f9e',
    'density-peaks': '#c8569c',
    good: '#d19500',
    uniform: '#00845f',
    'before-strong': '#00513a',
    'before-medium': '#009e73',
    'before-faint': '#5cc4a3',
    'after-strong': '#8a3200',
    'after-medium': '#d55e00',
    'after-faint': '#f0945a',
    train: '#0060a8',
    test: '#c97a00',
    stability: '#0060a8',
    accent: LIGHT_INK.accent,
    ink: LIGHT_INK.ink,
    muted: LIGHT_INK.mutedInk,
  },
  categories: [
    '#0072b2',
    '#e69f00',
    '#009e73',
    '#cc79a7',
    '#d55e00',
    '#56b4e9',
    '#6b4c2a',
    '#871eff',
    '#78004b',
    '#3c1ea5',
    '#a8a84a',
    '#9687ff',
  ],
};

/** The colour of category `index`; past the twelfth they come round again. */
export function categoryColor(theme: FigureTheme, index: number): string {
  return theme.categories[index % theme.categories.length] ?? theme.ink;
}
