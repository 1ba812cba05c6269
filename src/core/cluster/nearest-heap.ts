/** A binary heap of items, smallest key on top; keys live outside and may change for the top item only. */
export class NearestHeap {
  private readonly items: Int32Array;
  private readonly keys: Float64Array;
  private size: number;

  /** Takes over `items` and reads `keys[item]`. */
  constructor(items: Int32Array, keys: Float64Array) {
    this.items = items;
    this.keys = keys;
    this.size = items.length;
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  /** @throws {RangeError} if the heap is empty. */
  get top(): number {
    if (this.size === 0) throw new RangeError('the heap is empty');
    return this.items[0];
  }

  /** Puts `item` in the place of the top; the same item again after its key has grown. */
  replaceTop(item: number): void {
    this.items[0] = item;
    this.sink(0);
  }

  removeTop(): void {
    this.size--;
    this.items[0] = this.items[this.size];
    this.sink(0);
  }

  private sink(from: number): void {
    const { items, keys, size } = this;
    const item = items[from];
    const key = keys[item];
    let i = from;
    for (let child = 2 * i + 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && keys[items[child + 1]] < keys[items[child]]) child++;
      if (keys[items[child]] >= key) break;
      items[i] = items[child];
      i = child;
    }
    items[i] = item;
  }
}
