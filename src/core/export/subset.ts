import type { ClusterMethod } from '../cluster/tree.ts';
import type { PictureRecord, Rectangle } from '../dataset/picture.ts';
import type { Backend } from '../network/backend.ts';
import type { Checkpoint } from '../network/checkpoint.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { NM_PER_UNIT, type ScaleReading, type ScaleUnit } from '../scale/scale-reading.ts';
import type { ClusterStep } from './cluster-path.ts';
import type { MadeBy } from './made-by.ts';

/** A label and who gave it. */
export type GivenLabel =
  | { readonly value: string; readonly by: 'folder' | 'person' | 'cluster' }
  | {
      readonly value: string;
      readonly by: 'model';
      /** In `[0, 1]`. */
      readonly confidence: number;
    };

/** Which of the pictures belong to a subset. */
export type SubsetCriterion =
  | { readonly by: 'all' }
  /** Just the pictures that were given. */
  | { readonly by: 'selection' }
  | { readonly by: 'category'; readonly labels: readonly string[] }
  | {
      readonly by: 'cluster';
      readonly method: ClusterMethod;
      readonly k: number;
      /** Of the tree; a picture under any of them belongs. */
      readonly nodes: readonly number[];
    }
  /** The value printed beside the scale bar, both ends included. */
  | { readonly by: 'scale'; readonly fromNm: number; readonly toNm: number };

export interface SubsetCandidate {
  readonly record: PictureRecord;
  /** As read, or as a person corrected it. */
  readonly scale: ScaleReading | undefined;
  readonly label: GivenLabel | undefined;
  /** What the networks saw, where a person changed it. */
  readonly crop?: Rectangle | undefined;
  /** From the root, with all its nodes that the criterion names; undefined before clustering. */
  readonly clusterPath: readonly ClusterStep[] | undefined;
}

export interface SubsetInput {
  readonly semscapeVersion: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly criterion: SubsetCriterion;
  readonly candidates: readonly SubsetCandidate[];
  readonly recipe: Recipe;
  /** What the features came from; undefined before there are any. */
  readonly checkpoint: Pick<Checkpoint, 'id' | 'title' | 'sha256'> | undefined;
  /** What the network ran on for these results. */
  readonly backend: Pick<Backend, 'name' | 'threads'> | undefined;
  readonly madeBy?: MadeBy | undefined;
}

export interface SubsetPicture {
  readonly path: string;
  readonly otherPaths: readonly string[];
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Where the file has several. */
  readonly page?: { readonly number: number; readonly of: number };
  readonly fileBytes: number;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** Made by the sample-set generator. */
  readonly synthetic: boolean;
  readonly label: GivenLabel | null;
  readonly scale: {
    readonly label: { readonly value: number; readonly unit: ScaleUnit } | null;
    readonly pixelSizeNm: number | null;
    readonly source: string;
    readonly confidence: number;
  } | null;
  readonly crop: Rectangle;
  readonly clusterPath: readonly ClusterStep[] | null;
}

/** A labelled subset as it is exported: `schema/subset-1.json` describes it. */
export interface Subset {
  readonly $schema: 'urn:semscape:subset:1';
  readonly schemaVersion: 1;
  readonly semscape: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly criterion: SubsetCriterion;
  readonly recipe: Recipe;
  /** By stage, as the recipe has them. */
  readonly seeds: Readonly<Record<string, number>>;
  readonly checkpoint: Pick<Checkpoint, 'id' | 'title' | 'sha256'> | null;
  readonly backend: Pick<Backend, 'name' | 'threads'> | null;
  /** Absent before there are features. */
  readonly madeBy?: MadeBy;
  /** How many pictures have each label, in the order of first appearance. */
  readonly labels: readonly { readonly label: string; readonly pictures: number }[];
  readonly pictures: readonly SubsetPicture[];
}

/** Whether a picture belongs to the subset. */
function membership(criterion: SubsetCriterion): (candidate: SubsetCandidate) => boolean {
  switch (criterion.by) {
    case 'all':
    case 'selection':
      return () => true;
    case 'category': {
      const labels = new Set(criterion.labels);
      return ({ label }) => label !== undefined && labels.has(label.value);
    }
    case 'cluster': {
      const nodes = new Set(criterion.nodes);
      return ({ clusterPath }) => clusterPath?.some(({ node }) => nodes.has(node)) ?? false;
    }
    case 'scale':
      return ({ scale }) => {
        const printed = scale?.label;
        if (!printed) return false;
        const nm = printed.value * NM_PER_UNIT[printed.unit];
        return nm >= criterion.fromNm && nm <= criterion.toNm;
      };
  }
}

/** The candidates that meet the criterion, in their order, with all that is needed to make them again. */
export function buildSubset(input: SubsetInput): Subset {
  const { criterion, recipe, checkpoint, backend, madeBy } = input;
  const chosen = input.candidates.filter(membership(criterion));
  return {
    $schema: 'urn:semscape:subset:1',
    schemaVersion: 1,
    semscape: input.semscapeVersion,
    createdAt: new Date(input.createdAt).toISOString(),
    criterion,
    recipe,
    seeds: seedsOf(recipe),
    checkpoint: checkpoint
      ? { id: checkpoint.id, title: checkpoint.title, sha256: checkpoint.sha256 }
      : null,
    backend: backend ? { name: backend.name, threads: backend.threads } : null,
    ...(madeBy && { madeBy }),
    labels: countLabels(chosen),
    pictures: chosen.map(describe),
  };
}

function seedsOf(recipe: Recipe): Record<string, number> {
  const { dimension, autoencoder, distances, clustering, scores } = recipe;
  const stages = { dimension, autoencoder, distances, clustering, scores };
  return Object.fromEntries(Object.entries(stages).map(([stage, { seed }]) => [stage, seed]));
}

function countLabels(chosen: readonly SubsetCandidate[]): Subset['labels'] {
  const counts = new Map<string, number>();
  for (const { label } of chosen) {
    if (label) counts.set(label.value, (counts.get(label.value) ?? 0) + 1);
  }
  return [...counts].map(([label, pictures]) => ({ label, pictures }));
}

function describe({ record, scale, label, crop, clusterPath }: SubsetCandidate): SubsetPicture {
  const { path, otherPaths, page, fileBytes, format, width, height, bitDepth, synthetic } = record;
  return {
    path,
    otherPaths,
    sha256: page?.fileId ?? record.id,
    ...(page ? { page: { number: page.number, of: page.of } } : {}),
    fileBytes,
    format,
    width,
    height,
    bitDepth,
    synthetic,
    label: label ?? null,
    scale: scale ? describeScale(scale) : null,
    crop: crop ?? record.crop,
    clusterPath: clusterPath ?? null,
  };
}

function describeScale(scale: ScaleReading): NonNullable<SubsetPicture['scale']> {
  const { label, pixelSizeNm, source, confidence } = scale;
  return { label: label ?? null, pixelSizeNm: pixelSizeNm ?? null, source, confidence };
}
