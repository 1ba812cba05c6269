import type { LoopHooks } from '../loop-hooks.ts';
import { acquisitionTime } from './acquisition-time.ts';
import type { PictureId, PictureRecord } from './picture.ts';

type Placed = Pick<PictureRecord, 'id' | 'path' | 'metadata' | 'page'>;

/** Pictures that were taken in one go: what they show is not independent, so a split must not tear them apart. */
export interface Session {
  /** The folder, and the time of the first picture where it is known. */
  readonly key: string;
  readonly folder: string;
  /** Vendor and model; empty where no picture of the session says. */
  readonly instrument: string;
  /** Milliseconds since 1970, by the microscope's clock; undefined where no picture of the session says. */
  readonly from: number | undefined;
  readonly pictures: readonly PictureId[];
}

const GAP_MS = 4 * 3_600_000;
const PICTURES_A_CHECKPOINT = 1024;

/**
 * Sessions by folder, instrument and time of acquisition: a gap of more than four hours begins a new one. Pictures of
 * a folder that don't say when they were taken are one session for themselves with those of the same instrument, for
 * fewer sessions make the more honest split. In the order of their first pictures.
 */
export async function groupSessions(
  pictures: readonly Placed[],
  { checkpoint }: LoopHooks = {},
): Promise<readonly Session[]> {
  const places = new Map<string, Timed[]>();
  for (const [index, picture] of pictures.entries()) {
    if (index % PICTURES_A_CHECKPOINT === 0) await checkpoint?.(index / pictures.length);
    const key = `${folderOf(picture.path)}\n${instrumentOf(picture)}`;
    const timed = { picture, index, at: acquisitionTime(picture.metadata?.acquiredAt) };
    const known = places.get(key);
    if (known) known.push(timed);
    else places.set(key, [timed]);
  }
  const runs = [...places.values()].flatMap(runsOfPlace);
  const firsts = runs.map((run) =>
    run.reduce((least, { index }) => Math.min(least, index), Infinity),
  );
  const order = [...runs.keys()].sort((a, b) => firsts[a] - firsts[b]);
  return order.map((run) => sessionOf(runs[run]));
}

/** The number of each picture's session among `sessions`, in the order of `pictures`; -1 for one of none. */
export function sessionNumbers(
  sessions: readonly Session[],
  pictures: readonly PictureId[],
): Int32Array<ArrayBuffer> {
  const numbers = new Map(sessions.flatMap(({ pictures: ids }, i) => ids.map((id) => [id, i])));
  return Int32Array.from(pictures, (id) => numbers.get(id) ?? -1);
}

interface Timed {
  readonly picture: Placed;
  readonly index: number;
  readonly at: number | undefined;
}

function runsOfPlace(place: readonly Timed[]): readonly (readonly Timed[])[] {
  const untimed = place.filter(({ at }) => at === undefined);
  const timed = place.filter((one): one is Timed & { at: number } => one.at !== undefined);
  timed.sort((a, b) => a.at - b.at);
  const runs: Timed[][] = [];
  let last = -Infinity;
  for (const one of timed) {
    if (one.at - last <= GAP_MS) runs[runs.length - 1].push(one);
    else runs.push([one]);
    last = one.at;
  }
  return untimed.length > 0 ? [...runs, untimed] : runs;
}

function sessionOf(run: readonly Timed[]): Session {
  const place = sessionPlace(run[0].picture);
  const key = [place.folder, place.instrument, place.from ?? ''].join('|');
  return { ...place, key, pictures: run.map((one) => one.picture.id) };
}

/** What one picture says of its session: as the session itself, but that its time is the picture's own. */
export function sessionPlace(
  picture: Pick<PictureRecord, 'path' | 'metadata'>,
): Pick<Session, 'folder' | 'instrument' | 'from'> {
  return {
    folder: folderOf(picture.path),
    instrument: instrumentOf(picture),
    from: acquisitionTime(picture.metadata?.acquiredAt),
  };
}

function instrumentOf({ metadata }: Pick<PictureRecord, 'metadata'>): string {
  return [metadata?.vendor, metadata?.instrument].filter(Boolean).join(' ');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
