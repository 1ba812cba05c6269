import type { LoopHooks } from '../loop-hooks.ts';
import type { GivenScale } from '../scale/given-scale.ts';
import type { ClusterRef, Decision } from './decisions.ts';
import type { PictureId, Rectangle } from './picture.ts';

/** All that a person decided, as it stands. */
export interface Decided {
  /** By a person, `NO_LABEL` for none; a picture that is not here shows its folder's label. */
  readonly labels: ReadonlyMap<PictureId, string>;
  /** By `clusterNameKey`. */
  readonly clusterNames: ReadonlyMap<string, string>;
  readonly crops: ReadonlyMap<PictureId, Rectangle>;
  /** Absent in snapshots of older versions. */
  readonly scales?: ReadonlyMap<PictureId, GivenScale>;
  /** Of groups that look alike, of which a person said that all stay. Absent in snapshots of older versions. */
  readonly keptAlike?: ReadonlySet<PictureId>;
  readonly removed: ReadonlySet<PictureId>;
}

export function clusterNameKey({ treeKey, node }: ClusterRef): string {
  return `${treeKey}#${node}`;
}

export const NOTHING_DECIDED: Decided = {
  labels: new Map(),
  clusterNames: new Map(),
  crops: new Map(),
  scales: new Map(),
  keptAlike: new Set(),
  removed: new Set(),
};

/** What `decisions` come to after those that came to `base`, which is left as it was. */
export function applyDecisions(
  decisions: Iterable<Decision>,
  base: Decided = NOTHING_DECIDED,
): Decided {
  const draft = draftOf(base);
  for (const decision of decisions) take(draft, decision);
  return draft;
}

/** As `applyDecisions`, with a checkpoint before each of `decisions`: any may be of all pictures. */
export async function applyDecisionsInTurn(
  decisions: readonly Decision[],
  base: Decided,
  { checkpoint }: LoopHooks = {},
): Promise<Decided> {
  const draft = draftOf(base);
  for (const [i, decision] of decisions.entries()) {
    await checkpoint?.(i / decisions.length);
    take(draft, decision);
  }
  await checkpoint?.(1);
  return draft;
}

function draftOf(base: Decided): Draft {
  return {
    labels: new Map(base.labels),
    clusterNames: new Map(base.clusterNames),
    crops: new Map(base.crops),
    scales: new Map(base.scales),
    keptAlike: new Set(base.keptAlike),
    removed: new Set(base.removed),
  };
}

/** What stands after one more decision; `decided` is left as it was, and shares what the decision does not touch. */
export function applyDecision(decided: Decided, decision: Decision): Decided {
  const draft = draftFor(decided, decision.kind);
  take(draft, decision);
  return draft;
}

/**
 * What stood before `decision`, which must be the last one of `decided` and carry what it replaced. `decided` is left
 * as it was.
 */
export function undoDecision(decided: Decided, decision: Decision): Decided {
  const draft = draftFor(decided, decision.kind);
  switch (decision.kind) {
    case 'label':
    case 'labels':
      for (const [i, id] of decision.pictures.entries()) {
        put(draft.labels, id, decision.before[i] ?? null);
      }
      break;
    case 'cluster-name':
      put(draft.clusterNames, clusterNameKey(decision.cluster), decision.before);
      break;
    case 'crop':
      for (const [i, id] of decision.pictures.entries()) {
        put(draft.crops, id, decision.before[i] ?? null);
      }
      break;
    case 'scale':
      for (const [i, id] of decision.pictures.entries()) {
        put(draft.scales, id, decision.before[i] ?? null);
      }
      break;
    case 'keep-alike':
      for (const [i, id] of decision.pictures.entries()) {
        if (decision.label !== null) put(draft.labels, id, decision.before[i] ?? null);
        if (!decision.keptBefore[i]) draft.keptAlike.delete(id);
      }
      break;
    case 'remove':
      for (const id of decision.pictures) draft.removed.delete(id);
      break;
    case 'restore':
      for (const id of decision.pictures) draft.removed.add(id);
  }
  return draft;
}

/** Copies of what a decision of this kind changes; the rest is only read. */
function draftFor(decided: Decided, kind: Decision['kind']): Draft {
  const { labels, clusterNames, crops, removed } = decided as Draft;
  const { scales = new Map(), keptAlike = new Set() } = decided as Partial<Draft>;
  const isLabelling = kind === 'label' || kind === 'labels' || kind === 'keep-alike';
  return {
    labels: isLabelling ? new Map(labels) : labels,
    clusterNames: kind === 'cluster-name' ? new Map(clusterNames) : clusterNames,
    crops: kind === 'crop' ? new Map(crops) : crops,
    scales: kind === 'scale' ? new Map(scales) : scales,
    keptAlike: kind === 'keep-alike' ? new Set(keptAlike) : keptAlike,
    removed: kind === 'remove' || kind === 'restore' ? new Set(removed) : removed,
  };
}

interface Draft {
  readonly labels: Map<PictureId, string>;
  readonly clusterNames: Map<string, string>;
  readonly crops: Map<PictureId, Rectangle>;
  readonly scales: Map<PictureId, GivenScale>;
  readonly keptAlike: Set<PictureId>;
  readonly removed: Set<PictureId>;
}

function take(draft: Draft, decision: Decision): void {
  switch (decision.kind) {
    case 'label':
      for (const id of decision.pictures) put(draft.labels, id, decision.label);
      break;
    case 'labels':
      for (const [i, id] of decision.pictures.entries()) {
        put(draft.labels, id, decision.labels[i] ?? null);
      }
      break;
    case 'cluster-name':
      put(draft.clusterNames, clusterNameKey(decision.cluster), decision.name);
      break;
    case 'crop':
      for (const id of decision.pictures) put(draft.crops, id, decision.crop);
      break;
    case 'scale':
      for (const [i, id] of decision.pictures.entries()) {
        put(draft.scales, id, decision.scales[i] ?? null);
      }
      break;
    case 'keep-alike':
      for (const id of decision.pictures) {
        if (decision.label !== null) draft.labels.set(id, decision.label);
        draft.keptAlike.add(id);
      }
      break;
    case 'remove':
      for (const id of decision.pictures) draft.removed.add(id);
      break;
    case 'restore':
      for (const id of decision.pictures) draft.removed.delete(id);
  }
}

function put<K, V>(map: Map<K, V>, key: K, value: V | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}
