import type { PictureId } from '../core/dataset/picture.ts';
import { type PlateId, parsePlateId } from '../core/dataset/plate-id.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { TakenFeatures } from './features.ts';
import { rowsKey } from './keys.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';

type Storage = Services['storage'];
type FeatureSet = Pick<TakenFeatures, 'set' | 'rows'>;

/** Names that are written between two looks at the clock, and bytes that are read. */
const SLICE = { names: 512, bytes: 2 ** 15 };

/** Keeps whose rows of its table a set of features is. */
export async function storeSet(
  storage: Storage,
  { set, rows }: FeatureSet,
  signal: AbortSignal,
): Promise<void> {
  const key = rowsKey(set);
  if ((await storage.artefactKeys(key, { signal })).includes(key)) return;
  const names = await linesOf(rows, slicedHooks(signal));
  await storage.putArtefact(key, { meta: {}, arrays: { names } }, { signal });
}

/** The pictures and rows of a set that was kept. */
export async function readSet(
  storage: Storage,
  set: string,
  signal: AbortSignal,
): Promise<Pick<TakenFeatures, 'pictures' | 'rows'> | undefined> {
  const names = (await storage.artefact(rowsKey(set), { signal }))?.arrays.names;
  if (!names) return undefined;
  const rows: PlateId[] = [];
  const pictures: PictureId[] = [];
  for await (const some of readLines(names as Uint8Array<ArrayBuffer>, slicedHooks(signal))) {
    for (const row of some as readonly PlateId[]) {
      rows.push(row);
      pictures.push(parsePlateId(row).picture);
    }
  }
  return { pictures, rows };
}

/** One text in a buffer, each name and a newline: tens of thousands of strings would cross one by one. */
async function linesOf(
  names: readonly string[],
  { checkpoint }: LoopHooks,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < names.length; at += SLICE.names) {
    pieces.push(encoder.encode(`${names.slice(at, at + SLICE.names).join('\n')}\n`));
    await checkpoint?.(at / names.length);
  }
  const lines = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    lines.set(piece, at);
    at += piece.length;
  }
  return lines;
}

async function* readLines(
  bytes: Uint8Array<ArrayBuffer>,
  { checkpoint }: LoopHooks,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let begun = '';
  for (let at = 0; at < bytes.length; at += SLICE.bytes) {
    const piece = bytes.subarray(at, at + SLICE.bytes);
    const lines = (begun + decoder.decode(piece, { stream: true })).split('\n');
    begun = lines.pop() ?? '';
    yield lines;
    await checkpoint?.(at / bytes.length);
  }
}
