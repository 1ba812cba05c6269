import { AppError } from '../core/app-error.ts';
import { type Matrix, takeRows } from '../core/arrays/matrix.ts';
import { sharedMatrix } from '../core/arrays/shared-matrix.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { commit, type FeatureTableRow, keysUnder } from './database.ts';
import type { ProjectContext } from './project-context.ts';
import { rowBlocks } from './row-blocks.ts';

const LONGEST_READ_BYTES = 2 ** 22;
/** To read so much along costs less than to read once more. */
const GAP_BYTES = 2 ** 17;
const BYTES_A_NUMBER = Float32Array.BYTES_PER_ELEMENT;

interface OpenTable {
  readonly table: FeatureTableRow;
  readonly rowOf: Map<PlateId, number>;
}

/** Feature tables: one append-only file of equal rows a table, and whose each row is in the database. */
export class FeatureStore {
  readonly #context: ProjectContext;
  readonly #tables = new Map<string, Promise<OpenTable | undefined>>();

  constructor(context: ProjectContext) {
    this.#context = context;
  }

  /** Those of `ids` that have no row in the table `key`. */
  async missing(key: string, ids: readonly PlateId[]): Promise<readonly PlateId[]> {
    const open = await this.#table(key);
    return open ? ids.filter((id) => !open.rowOf.has(id)) : ids;
  }

  /**
   * Appends row `i` for `ids[i]`; a plate that has a row keeps it. Not to be called twice at a time.
   * @throws {RangeError} if the shape does not fit the ids or the table.
   */
  async add(key: string, ids: readonly PlateId[], rows: Matrix): Promise<void> {
    const open = await this.#table(key);
    const { cols } = rows;
    if (ids.length !== rows.rows)
      throw new RangeError(`${rows.rows} rows for ${ids.length} pictures`);
    if (open && open.table.cols !== cols) {
      throw new RangeError(`rows of ${cols} numbers do not fit a table of ${open.table.cols}`);
    }
    const table = open?.table ?? { file: `features-${crypto.randomUUID()}.rows`, cols, rows: 0 };
    const fresh = new Map<PlateId, number>();
    for (const [i, id] of ids.entries()) {
      if (!open?.rowOf.has(id) && !fresh.has(id)) fresh.set(id, i);
    }
    if (fresh.size === 0) return;
    try {
      await this.#write(table, rows, [...fresh.values()]);
      await this.#commit(key, table, [...fresh.keys()]);
    } catch (cause) {
      await this.#dropTail(table);
      throw cause;
    }
    const rowOf = open?.rowOf ?? new Map<PlateId, number>();
    for (const id of fresh.keys()) rowOf.set(id, rowOf.size);
    const grown = { ...table, rows: rowOf.size };
    this.#tables.set(key, Promise.resolve({ table: grown, rowOf }));
  }

  async #write(table: FeatureTableRow, rows: Matrix, wanted: readonly number[]): Promise<void> {
    const { files } = this.#context;
    const { data } = wanted.length === rows.rows ? rows : takeRows(rows, wanted);
    await files.write(table.file, data, table.rows * table.cols * BYTES_A_NUMBER);
    await files.flush(table.file);
  }

  async #commit(key: string, table: FeatureTableRow, ids: readonly PlateId[]): Promise<void> {
    const { db, id } = this.#context;
    const grown = { ...table, rows: table.rows + ids.length };
    await commit(db, ['featureTables', 'featureRows'], async (tx) => {
      await Promise.all([
        tx.objectStore('featureTables').put(grown, [id, key]),
        tx.objectStore('featureRows').put(ids, [id, key, table.rows]),
      ]);
    });
  }

  /** Best effort: what can't be cut now is cut when the project is opened next. */
  async #dropTail({ file, rows, cols }: FeatureTableRow): Promise<void> {
    const { files } = this.#context;
    const end = rows * cols * BYTES_A_NUMBER;
    await Promise.allSettled([end > 0 ? files.truncate(file, end) : files.delete(file)]);
  }

  /**
   * The rows of `ids`, in their order, in one matrix of shared memory.
   * @throws {AppError} `storage-unavailable` where a row is missing.
   */
  async rows(key: string, ids: readonly PlateId[], hooks: LoopHooks = {}): Promise<Matrix> {
    const open = await this.#table(key);
    const rows = ids.map((id) => {
      const row = open?.rowOf.get(id);
      if (row === undefined) throw missingFeatures();
      return row;
    });
    const cols = open?.table.cols ?? 0;
    const matrix = sharedMatrix(ids.length, cols);
    if (!open) return matrix;
    const rowBytes = cols * BYTES_A_NUMBER;
    const longest = Math.ceil(LONGEST_READ_BYTES / rowBytes);
    const block = new Float32Array(Math.min(longest, open.table.rows) * cols);
    let done = 0;
    for (const { first, count, wanted } of rowBlocks(rows, {
      longest,
      gap: GAP_BYTES / rowBytes,
    })) {
      const read = block.subarray(0, count * cols);
      await this.#context.files.read(open.table.file, read, first * rowBytes);
      for (const i of wanted) {
        const at = ((rows[i] as number) - first) * cols;
        matrix.data.set(block.subarray(at, at + cols), i * cols);
      }
      done += wanted.length;
      await hooks.checkpoint?.(done / ids.length);
    }
    return matrix;
  }

  /** Bytes in use, by file name. */
  async committed(): Promise<readonly (readonly [string, number])[]> {
    const tables = await this.#context.db.getAll('featureTables', keysUnder(this.#context.id));
    return tables.map(({ file, rows, cols }) => [file, rows * cols * BYTES_A_NUMBER] as const);
  }

  #table(key: string): Promise<OpenTable | undefined> {
    const known = this.#tables.get(key);
    if (known) return known;
    const reading = this.#read(key);
    this.#tables.set(key, reading);
    reading.catch(() => this.#tables.delete(key));
    return reading;
  }

  async #read(key: string): Promise<OpenTable | undefined> {
    const { db, id } = this.#context;
    const table = await db.get('featureTables', [id, key]);
    if (!table) return undefined;
    const owners = (await db.getAll('featureRows', keysUnder(id, key))).flat();
    return { table, rowOf: new Map(owners.map((owner, row) => [owner, row])) };
  }
}

function missingFeatures(): AppError {
  return new AppError(
    'storage-unavailable',
    'Some pictures have no features yet. Compute the features first, then try again.',
  );
}
