import type { LoopHooks } from '../loop-hooks.ts';
import { nearDuplicateGroups } from './near-duplicates.ts';
import type { PictureRecord } from './picture.ts';
import { groupSessions } from './sessions.ts';

type Grouped = Pick<
  PictureRecord,
  'id' | 'path' | 'folderLabel' | 'metadata' | 'page' | 'perceptualHash' | 'synthetic'
>;

/** Bits of 64 in which the hashes of one scene taken twice may differ. */
const NEAR = 6;
const PICTURES_A_CHECKPOINT = 512;

/**
 * A number for each picture, the same for those that must not be on both sides of a split: near-duplicates, pages of one
 * file, a folder beneath the one that gives the label, and sessions of which the microscope says the time. A class folder
 * whose pictures don't say when they were taken is no session: it would be all of its class.
 */
export async function splitGroups(
  pictures: readonly Grouped[],
  hooks: LoopHooks = {},
): Promise<Int32Array<ArrayBuffer>> {
  const parent = Int32Array.from(pictures.keys());
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  const join = (members: readonly number[]) => {
    for (const member of members) parent[root(member)] = root(members[0]);
  };
  const hashes = pictures.map(({ perceptualHash }) => perceptualHash);
  for (const group of await nearDuplicateGroups(hashes, NEAR, hooks)) join(group);
  const byTie = new Map<string, number[]>();
  for (const [i, picture] of pictures.entries()) {
    if (i % PICTURES_A_CHECKPOINT === 0) await hooks.checkpoint?.(i / pictures.length);
    for (const tie of tiesOf(picture)) {
      const tied = byTie.get(tie);
      if (tied) tied.push(i);
      else byTie.set(tie, [i]);
    }
  }
  for (const members of byTie.values()) join(members);
  const placeOf = new Map(pictures.map(({ id }, i) => [id, i]));
  const sessions = await groupSessions(
    pictures.filter((p) => !p.synthetic),
    hooks,
  );
  for (const { from, pictures: ids } of sessions) {
    if (from !== undefined) join(ids.flatMap((id) => placeOf.get(id) ?? []));
  }
  return parent.map((_, i) => root(i));
}

function tiesOf({ path, folderLabel, page }: Grouped): string[] {
  const folders = path.split('/').slice(0, -1);
  const isBelowClass =
    folderLabel !== undefined && folders.at(-1) !== folderLabel && folders.includes(folderLabel);
  return [
    ...(page ? [`file ${page.fileId}`] : []),
    ...(isBelowClass ? [`folder ${folders.join('/')}`] : []),
  ];
}
