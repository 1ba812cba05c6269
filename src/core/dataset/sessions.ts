import { acquisitionTime } from './acquisition-time.ts';
import type { PictureId, PictureRecord } from './picture.ts';

type Placed = Pick<PictureRecord, 'id' | 'path' | 'metadata' | 'page'>;

/** Pictures that were taken in one go: what they show is not independent, so a split must not tear them apart. */
export interface Session {
  /** The folder, and the time of the first picture where it is known. */
  readonly key: string;
  readonly folder: string;
  /** Milliseconds since 1970, by the microscope's clock; undefined where no picture of the session says. */
  readonly from: number | undefined;
  readonly pictures: readonly PictureId[];
}

const GAP_MS = 4 * 3_600_000;

/**
 * Sessions by folder, instrument and time of acquisition: a gap of more than four hours begins a new one. Pictures of
 * a folder that don't say when they were taken are one session for themselves with those of the same instrument, for
 * fewer sessions make the more honest split. In the order of their first pictures.
 */
export function groupSessions(pictures: readonly Placed[]): readonly Session[] {
  const places = new Map<string, Placed[]>();
  for (const picture of pictures) {
    const key = `${folderOf(picture.path)}\n${instrumentOf(picture)}`;
    const known = places.get(key);
    if (known) known.push(picture);
    else places.set(key, [picture]);
  }
  const order = new Map(pictures.map(({ id }, i) => [id, i]));
  const firstOf = ({ pictures: ids }: Session) =>
    ids.reduce((first, id) => Math.min(first, order.get(id)!), Infinity);
  return [...places.values()]
    .flatMap(sessionsOfPlace)
    .map((session) => ({ session, first: firstOf(session) }))
    .sort((a, b) => a.first - b.first)
    .map(({ session }) => session);
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
  readonly at: number;
}

function sessionsOfPlace(place: readonly Placed[]): readonly Session[] {
  const timed: Timed[] = [];
  const untimed: Placed[] = [];
  for (const picture of place) {
    const at = acquisitionTime(picture.metadata?.acquiredAt);
    if (at === undefined) untimed.push(picture);
    else timed.push({ picture, at });
  }
  timed.sort((a, b) => a.at - b.at);
  const runs: Timed[][] = [];
  for (const one of timed) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && one.at - last.at <= GAP_MS) run.push(one);
    else runs.push([one]);
  }
  const sessions = runs.map((run) =>
    sessionOf(
      run.map(({ picture }) => picture),
      run[0].at,
    ),
  );
  return untimed.length > 0 ? [...sessions, sessionOf(untimed, undefined)] : sessions;
}

function sessionOf(pictures: readonly Placed[], from: number | undefined): Session {
  const [first] = pictures;
  const folder = folderOf(first.path);
  const key = [folder, instrumentOf(first), from ?? ''].join('|');
  return { key, folder, from, pictures: pictures.map(({ id }) => id) };
}

function instrumentOf({ metadata }: Placed): string {
  return [metadata?.vendor, metadata?.instrument].filter(Boolean).join(' ');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
