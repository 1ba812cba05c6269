import type { LoopHooks } from '../loop-hooks.ts';
import { createRandom, shuffle } from '../random/random.ts';
import { PART } from '../training/training-run.ts';

export interface SplitInput {
  /** Class of each row, -1 where it has none: such rows are in no part. */
  readonly labels: Int32Array;
  /** Rows of one number belong together and stay on one side. */
  readonly groupOf: Int32Array;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
  /** Rows that are tested whatever the seed says, with all of their groups. */
  readonly fixedTest?: ReadonlySet<number>;
}

export interface Split {
  /** One of `PART` for each row. */
  readonly parts: Uint8Array<ArrayBuffer>;
  /** Classes of a single group, which only train: nothing of them can be tested honestly. */
  readonly untested: readonly number[];
}

const ROWS_A_CHECKPOINT = 4096;

interface Group {
  readonly rows: number[];
  readonly isFixed: boolean;
}

/**
 * Training, validation and test rows, each class in its shares as near as whole groups allow: with groups of one row
 * within a row. A class of two groups has one in training and one in the test. A group of several classes counts
 * for the one that most of its rows have.
 */
export async function splitDataset(input: SplitInput, hooks: LoopHooks = {}): Promise<Split> {
  const { labels, validation, test, seed } = input;
  const parts = new Uint8Array(labels.length).fill(PART.none);
  const random = createRandom(seed);
  const untested: number[] = [];
  for (const [label, groups] of await groupsByClass(input, hooks)) {
    await hooks.checkpoint?.(1);
    // Fixed ones too, so that fixing what was tested leaves the rest as it was.
    const order = shuffle(Int32Array.from(groups.keys()), random.fork(label));
    const open = Array.from(order, (i) => groups[i]).filter(({ isFixed }) => !isFixed);
    const fixed = groups.filter(({ isFixed }) => isFixed);
    const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    if (groups.length === 1 && open.length === 1) untested.push(label);
    const tested = take(open, {
      rows: total * test - fixed.reduce((sum, { rows }) => sum + rows.length, 0),
      atLeast: fixed.length === 0 ? 1 : 0,
    });
    const validated = take(tested.left, {
      rows: total * validation,
      atLeast: validation > 0 ? 1 : 0,
    });
    mark(parts, fixed, PART.test);
    mark(parts, tested.taken, PART.test);
    mark(parts, validated.taken, PART.validation);
    mark(parts, validated.left, PART.train);
  }
  for (let i = 0; i < labels.length; i++) if (labels[i] < 0) parts[i] = PART.none;
  return { parts, untested };
}

function mark(parts: Uint8Array, groups: readonly Group[], part: number): void {
  for (const { rows } of groups) for (const row of rows) parts[row] = part;
}

/** Takes groups while that brings their rows nearer to `rows`; one group is always left. */
function take(
  open: readonly Group[],
  { rows, atLeast }: { readonly rows: number; readonly atLeast: number },
): { readonly taken: readonly Group[]; readonly left: readonly Group[] } {
  const taken: Group[] = [];
  const left: Group[] = [];
  let lack = rows;
  for (const group of open) {
    const size = group.rows.length;
    const isNearer = Math.abs(lack - size) < Math.abs(lack) - 1e-9;
    if (isNearer && taken.length < open.length - 1) {
      taken.push(group);
      lack -= size;
    } else left.push(group);
  }
  while (taken.length < atLeast && left.length > 1) taken.push(...left.splice(smallest(left), 1));
  return { taken, left };
}

function smallest(groups: readonly Group[]): number {
  let least = 0;
  for (const [i, { rows }] of groups.entries()) {
    if (rows.length < groups[least].rows.length) least = i;
  }
  return least;
}

async function groupsByClass(
  { labels, groupOf, fixedTest }: SplitInput,
  { checkpoint }: LoopHooks,
): Promise<Map<number, Group[]>> {
  const rowsOf = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    if (i % ROWS_A_CHECKPOINT === 0) await checkpoint?.((0.5 * i) / labels.length);
    if (labels[i] < 0) continue;
    const rows = rowsOf.get(groupOf[i]);
    if (rows) rows.push(i);
    else rowsOf.set(groupOf[i], [i]);
  }
  const classes = new Map<number, Group[]>();
  let grouped = 0;
  for (const rows of rowsOf.values()) {
    if (grouped++ % ROWS_A_CHECKPOINT === 0)
      await checkpoint?.(0.5 + (0.5 * grouped) / rowsOf.size);
    const label = commonest(rows.map((row) => labels[row]));
    const group = { rows, isFixed: rows.some((row) => fixedTest?.has(row)) };
    const alike = classes.get(label);
    if (alike) alike.push(group);
    else classes.set(label, [group]);
  }
  return new Map([...classes].sort(([a], [b]) => a - b));
}

function commonest(labels: readonly number[]): number {
  if (labels.length === 1) return labels[0];
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a))[0];
}
