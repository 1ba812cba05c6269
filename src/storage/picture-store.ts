import { AppError } from '../core/app-error.ts';
import type {
  CutPlate,
  PictureId,
  PictureRecord,
  Plate,
  RecordChange,
  Rectangle,
} from '../core/dataset/picture.ts';
import { isSameRectangle } from '../core/dataset/same-rectangle.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { type CutPlace, commit, type PictureRow, type ProjectRow } from './database.ts';
import { type BatchPlan, meetAgain, type NewPicture, planBatch } from './picture-batch.ts';
import { PicturePacks } from './picture-packs.ts';
import type { ProjectContext } from './project-context.ts';

/** Rows read in one request; more makes one long task, less makes many round trips. */
const ROWS_A_READ = 4096;
/** Records that cross to the page at once: it takes them apart in a few milliseconds. */
const RECORDS_A_PAGE = 512;

interface Stored {
  /** Key of the row. */
  readonly position: number;
  readonly row: Omit<PictureRow, 'record'>;
}

/** The pictures of a project: records and places in the database, their bytes in packs. */
export class PictureStore {
  readonly #context: ProjectContext;
  readonly #packs: PicturePacks;
  readonly #stored = new Map<PictureId, Stored>();

  private constructor(context: ProjectContext) {
    this.#context = context;
    this.#packs = new PicturePacks(context.files);
  }

  static async open(context: ProjectContext, hooks: LoopHooks = {}): Promise<PictureStore> {
    const store = new PictureStore(context);
    const total = await context.db.count('pictures', positions(context.id, 0));
    for (let at = 0; at < total; ) {
      const range = positions(context.id, at, at + ROWS_A_READ);
      for (const { record, ...row } of await context.db.getAll('pictures', range)) {
        store.#note(record.id, { position: at++, row });
      }
      await hooks.checkpoint?.(at / total);
    }
    return store;
  }

  /** Records in the order of import from position `from`, a page of them; none at the end. */
  async records(from: number): Promise<readonly PictureRecord[]> {
    const { db, id } = this.#context;
    const rows = await db.getAll('pictures', positions(id, from, from + RECORDS_A_PAGE));
    return rows.map(({ record }) => record);
  }

  /**
   * Adds what is new and notes the paths of what is not; `folderLabels[i]` belongs to `batch[i]`. Resolves once it
   * is all on the disk, with the record of each picture of the batch as stored. Not to be called twice at a time.
   */
  async add(
    batch: readonly NewPicture[],
    folderLabels: readonly (string | undefined)[],
  ): Promise<readonly PictureRecord[]> {
    const plan = planBatch(batch, folderLabels, (id) => this.#stored.has(id));
    try {
      const rows = await this.#packs.append(plan.fresh);
      const records = await this.#commit(plan, rows);
      return batch.map(({ record }) => records.get(record.id) as PictureRecord);
    } catch (cause) {
      await this.#packs.drop();
      throw cause;
    }
  }

  /**
   * Puts changes into records, all or none; gives the records as stored.
   * @throws {AppError} `storage-unavailable` where there is no such picture.
   */
  async update(changes: readonly RecordChange[]): Promise<readonly PictureRecord[]> {
    const { db, id } = this.#context;
    return commit(db, ['pictures'], async (tx) => {
      const pictures = tx.objectStore('pictures');
      const records: PictureRecord[] = [];
      for (const change of changes) {
        const position = this.#stored.get(change.id)?.position;
        if (position === undefined) throw notHere();
        const row = (await pictures.get([id, position])) as PictureRow;
        const record = { ...row.record, ...change };
        await pictures.put({ ...row, record }, [id, position]);
        records.push(record);
      }
      return records;
    });
  }

  /**
   * Keeps plates that were cut from the pictures' files, all or none; gives the records, which say so. Not to be called
   * twice at a time.
   * @throws {AppError} `storage-unavailable` where there is no such picture.
   */
  async addCuts(cuts: readonly CutPlate[]): Promise<readonly PictureRecord[]> {
    try {
      const places = await this.#packs.appendCuts(cuts);
      return await this.#commitCuts(cuts, places);
    } catch (cause) {
      await this.#packs.dropCuts();
      throw cause;
    }
  }

  async #commitCuts(
    cuts: readonly CutPlate[],
    places: readonly CutPlace[],
  ): Promise<readonly PictureRecord[]> {
    const { db, id } = this.#context;
    const rows = await commit(db, ['pictures'], async (tx) => {
      const pictures = tx.objectStore('pictures');
      const changed = new Map<number, PictureRow>();
      for (const [i, { picture }] of cuts.entries()) {
        const position = this.#stored.get(picture)?.position;
        if (position === undefined) throw notHere();
        const row = changed.get(position) ?? ((await pictures.get([id, position])) as PictureRow);
        changed.set(position, withCut(row, places[i] as CutPlace));
      }
      await Promise.all([...changed].map(([at, row]) => pictures.put(row, [id, at])));
      return changed;
    });
    return [...rows].map(([position, { record, ...row }]) => {
      this.#note(record.id, { position, row });
      return record;
    });
  }

  async #commit(
    { known }: BatchPlan,
    fresh: readonly PictureRow[],
  ): Promise<ReadonlyMap<PictureId, PictureRecord>> {
    const { db, id } = this.#context;
    const first = this.#stored.size;
    const records = new Map(fresh.map(({ record }) => [record.id, record]));
    await commit(db, ['projects', 'pictures'], async (tx) => {
      const pictures = tx.objectStore('pictures');
      const projects = tx.objectStore('projects');
      const writes = fresh.map((row, i) => pictures.put(row, [id, first + i]));
      for (const [picture, meetings] of known) {
        const key: [string, number] = [id, this.#stored.get(picture)?.position as number];
        const row = (await pictures.get(key)) as PictureRow;
        const record = meetings.reduce(meetAgain, row.record);
        records.set(picture, record);
        if (record !== row.record) writes.push(pictures.put({ ...row, record }, key));
      }
      const project = (await projects.get(id)) as ProjectRow;
      await projects.put({ ...project, pictures: first + fresh.length });
      await Promise.all(writes);
    });
    for (const [i, { record, ...row }] of fresh.entries()) {
      this.#note(record.id, { position: first + i, row });
    }
    return records;
  }

  /** @throws {AppError} `storage-unavailable` where there is no such picture. */
  async record(id: PictureId): Promise<PictureRecord> {
    const stored = this.#stored.get(id);
    const { db, id: project } = this.#context;
    const row = stored && (await db.get('pictures', [project, stored.position]));
    if (!row) throw notHere();
    return row.record;
  }

  /** JPEG; undefined where there is no such picture. */
  async thumbnail(id: PictureId): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const stored = this.#stored.get(id);
    return stored && (await this.#packs.thumbnails.read(stored.row.thumbnail));
  }

  /** JPEG; undefined where there is no such picture. */
  async preview(id: PictureId): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const stored = this.#stored.get(id);
    return stored && (await this.#packs.previews.read(stored.row.preview));
  }

  /** @throws {AppError} `storage-unavailable` where there is no such picture. */
  async plate(id: PictureId): Promise<Plate> {
    const stored = this.#stored.get(id);
    if (!stored) throw notHere();
    const { plate, plateWidth: width, plateHeight: height } = stored.row;
    return { data: await this.#packs.plates.read(plate), width, height };
  }

  /** @throws {AppError} `storage-unavailable` where this crop was not cut from the picture's file. */
  async cut(id: PictureId, crop: Rectangle): Promise<Plate> {
    const cut = this.#stored.get(id)?.row.cuts?.find((each) => isSameRectangle(each.crop, crop));
    if (!cut) throw notHere();
    const { plate, width, height } = cut;
    return { data: await this.#packs.cuts.read(plate), width, height };
  }

  /** Bytes in use, by file name. */
  committed(): readonly (readonly [string, number])[] {
    return this.#packs.committed();
  }

  #note(id: PictureId, stored: Stored): void {
    this.#stored.set(id, stored);
    this.#packs.commit(stored.row);
  }
}

/** A plate of the same crop takes the former one's place. */
function withCut(row: PictureRow, cut: CutPlace): PictureRow {
  const others = (row.cuts ?? []).filter(({ crop }) => !isSameRectangle(crop, cut.crop));
  const cuts = [...others, cut];
  return { ...row, cuts, record: { ...row.record, fileCuts: cuts.map(({ crop }) => crop) } };
}

function notHere(): AppError {
  return new AppError(
    'storage-unavailable',
    'A picture is not in this project. Import its file again.',
  );
}

function positions(project: string, from: number, to = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([project, from], [project, to], false, true);
}
