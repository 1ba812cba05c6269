import type { Plate } from '../../core/dataset/picture.ts';
import type { InputFit } from '../../core/network/checkpoint.ts';
import { writeInput } from '../features/network-input.ts';

/** Gives the plates at places in the run's list of pictures. */
export type PullPlates = (places: Int32Array<ArrayBuffer>) => Promise<readonly Plate[]>;

/** Square grey pictures of a run, pulled once and held as long as they fit; the others are pulled again each time. */
export class HeldPictures {
  readonly #pull: PullPlates;
  readonly #side: number;
  readonly #fit: InputFit;
  readonly #most: number;
  readonly #held = new Map<number, Uint8Array>();
  readonly #coming = new Map<number, Promise<Uint8Array>>();

  constructor(
    pull: PullPlates,
    options: { readonly side: number; readonly fit: InputFit; readonly budgetBytes: number },
  ) {
    this.#pull = pull;
    this.#side = options.side;
    this.#fit = options.fit;
    this.#most = Math.floor(options.budgetBytes / options.side ** 2);
  }

  /** Begins to pull what a later `take` will want, so that it comes while the network computes. */
  ahead(places: Int32Array): void {
    const isMissing = (place: number) => !this.#held.has(place) && !this.#coming.has(place);
    const missing = Int32Array.from(new Set(places.filter(isMissing)));
    if (missing.length === 0) return;
    const plates = this.#pull(missing.slice());
    for (const [i, place] of missing.entries()) {
      const picture = plates.then((all) => {
        const plate = all[i];
        if (!plate) throw new RangeError(`picture ${place} was not given`);
        return this.#shrink(plate);
      });
      // Who takes it is told; until then nobody listens.
      picture.catch(() => this.#coming.delete(place));
      this.#coming.set(place, picture);
    }
  }

  async take(places: Int32Array): Promise<readonly Uint8Array[]> {
    this.ahead(places);
    const taken = await Promise.all(
      Array.from(places, (place) => this.#held.get(place) ?? this.#coming.get(place)),
    );
    return taken.map((picture, i) => {
      const place = places[i] ?? -1;
      if (!picture) throw new RangeError(`picture ${place} was not given`);
      this.#coming.delete(place);
      if (this.#held.size < this.#most) this.#held.set(place, picture);
      return picture;
    });
  }

  #shrink(plate: Plate): Uint8Array {
    const grey = new Float32Array(this.#side ** 2);
    writeInput(plate, { side: this.#side, fit: this.#fit }, grey);
    return Uint8Array.from(grey, Math.round);
  }
}
