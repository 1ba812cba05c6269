import { AppError } from '../app-error.ts';
import { adjustedRandFrom } from './adjusted-rand.ts';
import { expectedInformation } from './expected-information.ts';
import { amiFrom, informationFrom, nmiFrom } from './mutual-information.ts';

/**
 * The contingency of shrinking clusters against fixed classes, with the sums that the scores need. Each
 * node's cells are a linked list in ascending class. Starts with every leaf by itself; all three scores are
 * exact, and 1 where the clusters are the classes.
 *
 * @throws {AppError} `bad-labels` if no leaf has a label.
 */
export class Agreement {
  private readonly total: number;
  private readonly classes: number;
  private readonly classSquares: number;
  private readonly classLogs: number;
  private readonly expectedShare: (size: number) => number;
  private readonly xLogX: Float64Array;

  private readonly firstCell: Int32Array;
  private readonly nodeSize: Int32Array;
  private readonly cellClass: Int32Array;
  private readonly cellCount: Int32Array;
  private readonly nextCell: Int32Array;

  private clusters: number;
  private cells: number;
  private cellSquares: number;
  private clusterSquares: number;
  private cellLogs = 0;
  private clusterLogs = 0;
  private expected: number;

  constructor(labels: Int32Array, nodes: number) {
    this.firstCell = new Int32Array(nodes).fill(-1);
    this.nodeSize = new Int32Array(nodes);
    this.cellClass = labels.slice();
    this.cellCount = new Int32Array(labels.length).fill(1);
    this.nextCell = new Int32Array(labels.length).fill(-1);
    const sizes = new Int32Array(labels.reduce((a, b) => Math.max(a, b), -1) + 1);
    let total = 0;
    labels.forEach((label, leaf) => {
      if (label < 0) return;
      sizes[label]++;
      total++;
      this.firstCell[leaf] = leaf;
      this.nodeSize[leaf] = 1;
    });
    if (total === 0) {
      throw new AppError(
        'bad-labels',
        'None of these pictures has a label, so no clustering can be scored. Label some pictures first.',
      );
    }
    this.xLogX = Float64Array.from({ length: total + 1 }, (_, n) => (n ? n * Math.log(n) : 0));
    this.total = this.clusters = this.cells = total;
    this.cellSquares = this.clusterSquares = total;
    this.classes = sizes.filter((n) => n > 0).length;
    this.classSquares = sizes.reduce((s, n) => s + n * n, 0);
    this.classLogs = sizes.reduce((s, n) => s + this.xLogX[n], 0);
    this.expectedShare = expectedInformation(sizes, total);
    this.expected = total * this.expectedShare(1);
  }

  merge(left: number, right: number, into: number): void {
    const a = this.nodeSize[left];
    const b = this.nodeSize[right];
    this.nodeSize[into] = a + b;
    this.firstCell[into] = this.joinCells(this.firstCell[left], this.firstCell[right]);
    if (a === 0 || b === 0) return;
    this.clusters--;
    this.clusterSquares += 2 * a * b;
    this.clusterLogs += this.xLogX[a + b] - this.xLogX[a] - this.xLogX[b];
    this.expected += this.expectedShare(a + b) - this.expectedShare(a) - this.expectedShare(b);
  }

  scores(): { readonly nmi: number; readonly ari: number; readonly ami: number } {
    if (this.cells === this.clusters && this.cells === this.classes) {
      return { nmi: 1, ari: 1, ami: 1 };
    }
    const { total } = this;
    const information = informationFrom({
      total,
      cells: this.cellLogs,
      a: this.classLogs,
      b: this.clusterLogs,
    });
    return {
      nmi: nmiFrom(information),
      ari: adjustedRandFrom({
        total,
        cells: this.cellSquares,
        a: this.classSquares,
        b: this.clusterSquares,
      }),
      ami: amiFrom(information, this.expected),
    };
  }

  /** Merges two ascending lists, adding up where both have the class; returns the new first cell. */
  private joinCells(p: number, q: number): number {
    const { cellClass, nextCell } = this;
    let first = -1;
    let last = -1;
    while (p >= 0 || q >= 0) {
      let taken: number;
      if (q < 0 || (p >= 0 && cellClass[p] <= cellClass[q])) {
        taken = p;
        p = nextCell[p];
        if (q >= 0 && cellClass[q] === cellClass[taken]) {
          this.addCounts(taken, q);
          q = nextCell[q];
        }
      } else {
        taken = q;
        q = nextCell[q];
      }
      if (last < 0) first = taken;
      else nextCell[last] = taken;
      last = taken;
    }
    if (last >= 0) nextCell[last] = -1;
    return first;
  }

  private addCounts(kept: number, dropped: number): void {
    const a = this.cellCount[kept];
    const b = this.cellCount[dropped];
    this.cellCount[kept] = a + b;
    this.cells--;
    this.cellSquares += 2 * a * b;
    this.cellLogs += this.xLogX[a + b] - this.xLogX[a] - this.xLogX[b];
  }
}
