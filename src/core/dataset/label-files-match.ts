import { type LoopHooks, partOf } from '../loop-hooks.ts';
import type { FileLabel } from './label-files.ts';
import type { PictureId, PictureRecord } from './picture.ts';

type Placed = Pick<PictureRecord, 'id' | 'path' | 'otherPaths'>;

export interface MatchedLabels {
  readonly labels: ReadonlyMap<PictureId, string>;
  /** Lines of the file whose picture is not here, or that fit several pictures alike. */
  readonly unmatched: number;
  /** The first of these, as the file has it. */
  readonly firstUnmatched: string | undefined;
}

interface Claim {
  /** Which of the file's labels it is. */
  readonly line: number;
  /** Parts of the two paths, from the end, that are the same. */
  readonly shared: number;
  readonly label: string;
}

const A_CHECKPOINT = 512;
const WHOLE = Number.POSITIVE_INFINITY;

/**
 * Gives a file's labels to pictures: by content where the file knows it, else by the path that has most parts from its
 * end in common, the file's name at the least. A line that fits several pictures alike, or a picture that fits lines
 * of several labels alike, gets none. Composed and decomposed letters are the same: file systems differ in them.
 */
export async function matchLabels(
  given: readonly FileLabel[],
  pictures: readonly Placed[],
  hooks: LoopHooks = {},
): Promise<MatchedLabels> {
  const { ids, byName } = await indexed(pictures, partOf(hooks, 0, 0.4));
  const { checkpoint } = partOf(hooks, 0.4, 0.9);
  const claims = new Map<PictureId, Claim[]>();
  for (const [line, { path, sha256, label }] of given.entries()) {
    if (line % A_CHECKPOINT === 0) await checkpoint?.(line / given.length);
    const isKnown = sha256 !== undefined && ids.has(sha256);
    const found = isKnown
      ? { id: sha256 as PictureId, shared: WHOLE }
      : closest(composed(path), byName.get(nameOf(composed(path))) ?? []);
    if (!found) continue;
    const known = claims.get(found.id) ?? [];
    known.push({ line, shared: found.shared, label });
    claims.set(found.id, known);
  }
  const { labels, heeded } = await settled(claims, partOf(hooks, 0.9, 1));
  const first = given.find((_, line) => !heeded.has(line));
  return {
    labels,
    unmatched: given.length - heeded.size,
    firstUnmatched: first && (first.path || first.sha256),
  };
}

interface Settled {
  readonly labels: ReadonlyMap<PictureId, string>;
  /** The lines that these labels came from. */
  readonly heeded: ReadonlySet<number>;
}

async function settled(
  claims: ReadonlyMap<PictureId, readonly Claim[]>,
  { checkpoint }: LoopHooks,
): Promise<Settled> {
  const labels = new Map<PictureId, string>();
  const heeded = new Set<number>();
  let done = 0;
  for (const [id, ofPicture] of claims) {
    if (done++ % A_CHECKPOINT === 0) await checkpoint?.(done / claims.size);
    const most = Math.max(...ofPicture.map(({ shared }) => shared));
    const nearest = ofPicture.filter(({ shared }) => shared === most);
    const [label, ...others] = new Set(nearest.map((claim) => claim.label));
    if (label === undefined || others.length > 0) continue;
    labels.set(id, label);
    for (const { line } of nearest) heeded.add(line);
  }
  return { labels, heeded };
}

interface Place {
  readonly id: PictureId;
  readonly path: string;
}

async function indexed(pictures: readonly Placed[], { checkpoint }: LoopHooks) {
  const ids = new Set<string>();
  const byName = new Map<string, Place[]>();
  for (const [i, { id, path, otherPaths }] of pictures.entries()) {
    if (i % A_CHECKPOINT === 0) await checkpoint?.(i / pictures.length);
    ids.add(id);
    for (const place of [path, ...otherPaths].map(composed)) {
      const known = byName.get(nameOf(place)) ?? [];
      known.push({ id, path: place });
      byName.set(nameOf(place), known);
    }
  }
  return { ids, byName };
}

function closest(
  path: string,
  places: readonly Place[],
): { readonly id: PictureId; readonly shared: number } | undefined {
  let best: { id: PictureId; shared: number } | undefined;
  let isDoubtful = false;
  for (const place of places) {
    const shared = sharedParts(path, place.path);
    if (!best || shared > best.shared) {
      best = { id: place.id, shared };
      isDoubtful = false;
    } else if (shared === best.shared && place.id !== best.id) isDoubtful = true;
  }
  return isDoubtful ? undefined : best;
}

function sharedParts(a: string, b: string): number {
  if (a === b) return WHOLE;
  const [x, y] = [a.split('/').reverse(), b.split('/').reverse()];
  let shared = 0;
  while (shared < x.length && shared < y.length && x[shared] === y[shared]) shared++;
  return Math.max(1, shared);
}

function composed(path: string): string {
  return path.normalize('NFC');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
