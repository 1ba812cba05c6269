import { AppError } from '../app-error.ts';
import type { ClusterMethod } from '../cluster/tree.ts';
import type { DimensionSettings } from '../dimension/two-nn.ts';
import type { AutoencoderSettings } from '../network/autoencoder.ts';
import type { EmbedSettings } from '../network/checkpoint.ts';
import {
  distinctList,
  list,
  nonEmptyText,
  oneOf,
  orNull,
  orWord,
  positiveUpTo,
  type Rule,
  settings,
  wholeNumber,
  yesOrNo,
} from './rules.ts';

/** `AutoencoderSettings` of which two may be left to what the features turn out to be. */
export interface AutoencoderRecipe extends Omit<AutoencoderSettings, 'codeSize' | 'hidden'> {
  /**
   * `auto` is the intrinsic dimension of the features, rounded up; with `none` there is no autoencoder and the
   * features are the codes, as they are where a code would have no fewer numbers than they.
   */
  readonly codeSize: number | 'auto' | 'none';
  /** `auto` goes down from the number of features to the code. */
  readonly hidden: readonly number[] | 'auto';
}

export interface DimensionRecipe extends DimensionSettings {
  /** Whether a run without the page estimates each category by itself too. */
  readonly perCategory: boolean;
}

export interface DistanceRecipe {
  /** At most so many pictures are compared, drawn evenly from the categories. */
  readonly sample: number;
  /** Of the labels, for the p-value of the correlation. */
  readonly permutations: number;
  readonly seed: number;
}

export interface ClusteringRecipe {
  readonly methods: readonly ClusterMethod[];
  /** Density peaks: share of the sorted pair distances at which the cut-off lies. */
  readonly cutoffShare: number;
  /** Density peaks: the cut-off itself, in place of the share, in units of the codes; null for the share. */
  readonly cutoffDistance: number | null;
  readonly parentRule: 'gamma' | 'longest-link';
  readonly seed: number;
}

/** How well cuts survive resampling; the resamples are drawn with the clustering's seed. */
export interface StabilityRecipe {
  /** Of which trees a run without the page measures it: that of `cut`, all of `clustering.methods`, or none. */
  readonly methods: 'cut' | 'all' | 'none';
  readonly resamples: number;
  /** Of the pictures, in each resample. */
  readonly share: number;
  /** At most so many are in a resample, whatever the share: it bounds what large sets cost. */
  readonly mostPictures: number;
}

/** Which pictures features are taken from: all, or those whose scale lies in a range, both ends included. */
export interface SubsetRecipe {
  readonly by: 'all' | 'printed-scale' | 'field-width' | 'pixel-size';
  readonly fromNm: number;
  readonly toNm: number;
}

/** The pipeline as data: with the pictures, the checkpoint and the backend it determines every result. */
export interface Recipe {
  readonly schemaVersion: 1;
  /** Stages that are given no seed of their own take this one. */
  readonly seed: number;
  readonly subset: SubsetRecipe;
  readonly features: Required<EmbedSettings>;
  readonly dimension: DimensionRecipe;
  readonly autoencoder: AutoencoderRecipe;
  readonly distances: DistanceRecipe;
  readonly clustering: ClusteringRecipe;
  readonly stability: StabilityRecipe;
  readonly scores: {
    /** Runs of the uniform scenario, over which its mean and band are taken. */
    readonly scenarioSeeds: number;
    readonly seed: number;
  };
  /** The cut that is shown and exported. */
  readonly cut: { readonly method: ClusterMethod; readonly k: number };
}

const CLUSTER_METHODS: readonly ClusterMethod[] = [
  'single',
  'complete',
  'centroid',
  'ward',
  'density-peaks',
];

/** Seeds are unsigned 32-bit numbers. */
const seed = wholeNumber(0, 0xffffffff);

function defaultsFor(shared: number): Recipe {
  return {
    schemaVersion: 1,
    seed: shared,
    subset: { by: 'all', fromNm: 1000, toNm: 2000 },
    features: {
      checkpointId: 'inception-v3-photographs',
      endpoint: 'mixed2',
      inputSide: 299,
      fit: 'squash',
      nmPerPixel: null,
    },
    dimension: {
      fractions: [0.9, 0.7, 0.5],
      halvings: 6,
      repeats: 5,
      seed: shared,
      perCategory: true,
    },
    autoencoder: {
      codeSize: 10,
      hidden: 'auto',
      epochs: 100,
      batchSize: 64,
      learningRate: 0.001,
      seed: shared,
    },
    distances: { sample: 400, permutations: 999, seed: shared },
    clustering: {
      methods: CLUSTER_METHODS,
      cutoffShare: 0.02,
      cutoffDistance: null,
      parentRule: 'gamma',
      seed: shared,
    },
    stability: { methods: 'cut', resamples: 10, share: 0.8, mostPictures: 10_000 },
    scores: { scenarioSeeds: 20, seed: shared },
    cut: { method: 'ward', k: 10 },
  };
}

/** What `parseRecipe({})` gives. */
export const DEFAULT_RECIPE: Recipe = defaultsFor(1);

const AUTO = ['auto'] as const;
const AUTO_OR_NONE = ['auto', 'none'] as const;

const method = oneOf(...CLUSTER_METHODS);

function ruleFor(defaults: Recipe): Rule<Recipe> {
  return settings<Recipe>(
    {
      schemaVersion: oneOf(1),
      seed,
      subset: settings(
        {
          by: oneOf('all', 'printed-scale', 'field-width', 'pixel-size'),
          fromNm: positiveUpTo(1e9),
          toNm: positiveUpTo(1e9),
        },
        defaults.subset,
      ),
      features: settings(
        {
          checkpointId: nonEmptyText,
          endpoint: nonEmptyText,
          inputSide: wholeNumber(75, 1024),
          fit: oneOf('squash', 'crop', 'same-scale'),
          nmPerPixel: orNull(positiveUpTo(1e6)),
        },
        defaults.features,
      ),
      dimension: settings(
        {
          fractions: distinctList(positiveUpTo(1), 10),
          halvings: wholeNumber(0, 20),
          repeats: wholeNumber(1, 100),
          seed,
          perCategory: yesOrNo,
        },
        defaults.dimension,
      ),
      autoencoder: settings(
        {
          codeSize: orWord(AUTO_OR_NONE, wholeNumber(1, 1024)),
          hidden: orWord(AUTO, list(wholeNumber(1, 8192), 8)),
          epochs: wholeNumber(1, 10_000),
          batchSize: wholeNumber(1, 4096),
          learningRate: positiveUpTo(1),
          seed,
        },
        defaults.autoencoder,
      ),
      distances: settings(
        { sample: wholeNumber(2, 2000), permutations: wholeNumber(1, 99_999), seed },
        defaults.distances,
      ),
      clustering: settings(
        {
          methods: distinctList(method, CLUSTER_METHODS.length),
          cutoffShare: positiveUpTo(1),
          cutoffDistance: orNull(positiveUpTo(1e12)),
          parentRule: oneOf('gamma', 'longest-link'),
          seed,
        },
        defaults.clustering,
      ),
      stability: settings(
        {
          methods: oneOf('cut', 'all', 'none'),
          resamples: wholeNumber(1, 1000),
          share: positiveUpTo(1),
          mostPictures: wholeNumber(10, 1_000_000),
        },
        defaults.stability,
      ),
      scores: settings({ scenarioSeeds: wholeNumber(1, 1000), seed }, defaults.scores),
      cut: settings({ method, k: wholeNumber(1, 1_000_000) }, defaults.cut),
    },
    defaults,
  );
}

/** `cut.method` left to the default follows `clustering.methods`, where Ward may be missing. */
function cutOf(given: unknown, recipe: Recipe): Recipe['cut'] {
  const { methods } = recipe.clustering;
  if (methods.includes(recipe.cut.method)) return recipe.cut;
  const asked = (given as { readonly cut?: { readonly method?: unknown } }).cut?.method;
  if (asked === undefined) return { ...recipe.cut, method: methods[0] };
  throw new AppError(
    'bad-recipe',
    `The recipe's "cut.method" is "${recipe.cut.method}", which "clustering.methods" leaves out. Add it there, or cut one of ${methods.join(', ')}.`,
  );
}

/** A scale that would be passed over, or one that is missing, is a mistake. */
function checkScale({ fit, nmPerPixel }: Recipe['features']): void {
  if ((fit === 'same-scale') === (nmPerPixel !== null)) return;
  throw new AppError(
    'bad-recipe',
    nmPerPixel === null
      ? 'The recipe\'s "features.fit" is "same-scale", which needs "features.nmPerPixel": the nanometres that a pixel shall have. Add it.'
      : `The recipe's "features.nmPerPixel" is ${nmPerPixel}, which is for "features.fit": "same-scale" alone. Set that, or leave it out.`,
  );
}

/**
 * A whole recipe from JSON that may leave anything out. `$schema` is passed over, so that an editor can
 * check the file against `schema/recipe-1.json`.
 * @throws {AppError} `bad-recipe`, naming the setting and what is allowed, for unknown keys, wrong types
 * and values out of range.
 */
export function parseRecipe(json: unknown): Recipe {
  const given = withoutSchema(json);
  const isObject = typeof given === 'object' && given !== null;
  const shared = isObject ? (given as { readonly seed?: unknown }).seed : undefined;
  const defaults = shared === undefined ? DEFAULT_RECIPE : defaultsFor(seed(shared, 'seed'));
  const recipe = ruleFor(defaults)(given, '');
  checkScale(recipe.features);
  return { ...recipe, cut: cutOf(given, recipe) };
}

function withoutSchema(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json ?? null;
  const { $schema: _, ...rest } = json as Record<string, unknown>;
  return rest;
}
