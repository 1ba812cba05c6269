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

  constructor(
    pull: PullPlates,
    options: { readonly side: number; readonly fit: InputFit; readonly budgetBytes: number },
  ) {
    this.#pull = pull;
    this.#side = options.side;
    this.#fit = options.fit;
    this.#most = Math.floor(options.budgetBytes / options.side ** 2);
  }

  async take(places: Int32Array): Promise<readonly Uint8Array[]> {
    const missing = Int32Array.from(new Set(places.filter((place) => !this.#held.has(place))));
    const fresh = new Map<number, Uint8Array>();
    if (missing.length > 0) {
      const plates = await this.#pull(missing.slice());
      for (const [i, plate] of plates.entries()) fresh.set(missing[i] ?? -1, this.#shrink(plate));
    }
    for (const [place, picture] of fresh) {
      if (this.#held.size < this.#most) this.#held.set(place, picture);
    }
    return Array.from(places, (place) => {
      const picture = this.#held.get(place) ?? fresh.get(place);
      if (!picture) throw new RangeError(`picture ${place} was not given`);
      return picture;
    });
  }

  #shrink(plate: Plate): Uint8Array {
    const grey = new Float32Array(this.#side ** 2);
    writeInput(plate, { side: this.#side, fit: this.#fit }, grey);
    return Uint8Array.from(grey, Math.round);
  }
}
