// Every key names all that its value was made from: a value is either right or not found.

import type { ClusterMethod } from '../core/cluster/tree.ts';
import { fingerprint, startFingerprint } from '../core/dataset/fingerprint.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { MapSettings } from '../core/map/plane-layout.ts';
import { checkpointFor, createJob } from '../protocol/job.ts';
import type { Backend, Checkpoint, EmbedSettings } from '../protocol/network.ts';

/** Of a table in which the rows of pictures brought to a scale also name their pixel sizes. */
export function featuresKey(checkpoint: Checkpoint, settings: EmbedSettings): string {
  const { endpoint, inputSide, fit, nmPerPixel } = settings;
  const scale = fit === 'same-scale' ? [nmPerPixel] : [];
  return ['features', checkpoint.sha256.slice(0, 16), endpoint, inputSide, fit, ...scale].join('/');
}

/** The settings that name a table of `featuresKey`; undefined for another key. */
export function featureSettings(
  key: string,
  checkpointId: string,
): Required<EmbedSettings> | undefined {
  const [, endpoint, side, fit, scale] =
    /^features\/[0-9a-f]+\/([^/]+)\/(\d+)\/(squash|crop|same-scale)(?:\/([^/]+))?$/.exec(key) ?? [];
  if (endpoint === undefined) return undefined;
  return {
    checkpointId,
    endpoint,
    inputSide: Number(side),
    fit: fit as EmbedSettings['fit'],
    nmPerPixel: scale === undefined ? null : Number(scale),
  };
}

/** Of what computed a table's rows. */
export function makersKey(features: string): string {
  return ['makers', features].join('/');
}

/** Of whose rows of its table a set is. */
export function rowsKey(set: string): string {
  return ['rows', set].join('/');
}

/** Plates that are named between two looks at the clock. */
const SLICE = 512;

/** Names a feature table's rows of these plates, in this order; long lists in slices, so that the page stays live. */
export async function setKey(features: string, rows: readonly PlateId[]): Promise<string> {
  const pause = checkpointFor(createJob(new AbortController().signal), '', 8);
  const name = startFingerprint();
  name.add(features);
  for (const [i, row] of rows.entries()) {
    name.add(row);
    if (i % SLICE === SLICE - 1) await pause(i / rows.length);
  }
  return name.value();
}

/** Of codes that are the features themselves. */
export function plainCodesKey(set: string): string {
  return ['codes', set, 'features'].join('/');
}

/** Of features that came from a file. */
export function fileFeaturesKey(sha256: string): string {
  return ['features', 'file', sha256].join('/');
}

/** Of the nearest others of every picture. */
export function neighboursKey(set: string): string {
  return ['neighbours', set].join('/');
}

/** Whether `codes` names codes of the features that `set` names. */
export function areCodesOf(codes: string, set: string | undefined): boolean {
  return set !== undefined && codes.startsWith(['codes', set, ''].join('/'));
}

export function codesKey(set: string, settings: object, backend: Backend): string {
  return ['codes', set, fingerprint([JSON.stringify(settings), backend.name])].join('/');
}

export function dimensionKey(of: string, settings: object): string {
  return ['dimension', fingerprint([of, JSON.stringify(settings)])].join('/');
}

export function mapKey(codes: string, settings: MapSettings): string {
  return ['map', settings.kind, fingerprint([codes, JSON.stringify(settings)])].join('/');
}

export function treeKey(codes: string, method: ClusterMethod, settings: object): string {
  return ['tree', method, fingerprint([codes, method, JSON.stringify(settings)])].join('/');
}

export function stabilityKey(tree: string, settings: object): string {
  return ['stability', fingerprint([tree, JSON.stringify(settings)])].join('/');
}
