import type { ProjectFiles } from './project-files.ts';

/** Where some bytes lie in a pack. */
export type Place = readonly [segment: number, offset: number, length: number];

/** The first byte that nothing uses. */
export interface PackEnd {
  readonly segment: number;
  readonly offset: number;
}

const SEGMENT_BYTES = 2 ** 28;

/** Lays byte strings of these lengths one behind the other; one that would cross the segment's end begins the next. */
export function layBehind(
  end: PackEnd,
  lengths: readonly number[],
  segmentBytes = SEGMENT_BYTES,
): { readonly places: readonly Place[]; readonly end: PackEnd } {
  let { segment, offset } = end;
  const places = lengths.map((length): Place => {
    if (offset > 0 && offset + length > segmentBytes) {
      segment++;
      offset = 0;
    }
    const place: Place = [segment, offset, length];
    offset += length;
    return place;
  });
  return { places, end: { segment, offset } };
}

/** Name of a segment's file. */
export function packFile(pack: string, segment: number): string {
  return `${pack}-${segment}.pack`;
}

/** Many byte strings packed into few files, append-only. */
export class Pack {
  readonly #files: ProjectFiles;
  readonly #name: string;
  #committed = new Map<number, number>();

  constructor(files: ProjectFiles, name: string) {
    this.#files = files;
    this.#name = name;
  }

  /**
   * Writes behind the committed end and flushes. Until `commit` is called with the places, the bytes count for
   * nothing, and the next call overwrites them.
   */
  async append(blobs: readonly Uint8Array<ArrayBuffer>[]): Promise<readonly Place[]> {
    const { places } = layBehind(
      this.#end(),
      blobs.map((blob) => blob.length),
    );
    for (const segment of new Set(places.map(([at]) => at))) {
      const here = blobs.filter((_, i) => places[i]?.[0] === segment);
      const start = places.find(([at]) => at === segment)?.[1] as number;
      await this.#files.write(this.#file(segment), joined(here), start);
      await this.#files.flush(this.#file(segment));
    }
    return places;
  }

  /** Notes that the index refers to this place. */
  commit([segment, offset, length]: Place): void {
    this.#committed.set(segment, Math.max(this.#committed.get(segment) ?? 0, offset + length));
  }

  /** Frees what a failed `append` wrote. */
  async dropTail(): Promise<void> {
    const { segment, offset } = this.#end();
    await this.#files.truncate(this.#file(segment), offset);
  }

  async read([segment, offset, length]: Place): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    await this.#files.read(this.#file(segment), bytes, offset);
    return bytes;
  }

  /** Bytes in use, by file name. */
  committed(): readonly (readonly [string, number])[] {
    return [...this.#committed].map(([segment, bytes]) => [this.#file(segment), bytes] as const);
  }

  #end(): PackEnd {
    const segment = Math.max(0, ...this.#committed.keys());
    return { segment, offset: this.#committed.get(segment) ?? 0 };
  }

  #file(segment: number): string {
    return packFile(this.#name, segment);
  }
}

/** One write a file: the browser accounts for each that makes a file longer, which takes longer than to copy. */
function joined(blobs: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(blobs.reduce((sum, blob) => sum + blob.length, 0));
  let at = 0;
  for (const blob of blobs) {
    all.set(blob, at);
    at += blob.length;
  }
  return all;
}
