import type { PictureId } from '../core/dataset/picture.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';

interface Entry {
  url: string | undefined;
  readonly watchers: Set<() => void>;
}

const KEEP_UNWATCHED = 600;
const BATCH = 64;

/**
 * Object URLs of thumbnails: those on screen and the last few hundred that were. Requests of one frame go to
 * storage together.
 */
export class ThumbnailCache {
  readonly #storage: Services['storage'];
  readonly #entries = new Map<PictureId, Entry>();
  readonly #wanted = new Set<PictureId>();
  #scheduled = false;

  constructor(storage: Services['storage']) {
    this.#storage = storage;
  }

  url(id: PictureId): string | undefined {
    return this.#entries.get(id)?.url;
  }

  /** Keeps the thumbnail of `id` alive, and calls `changed` once it is there, until the returned function is called. */
  watch(id: PictureId, changed: () => void): () => void {
    const entry = this.#entries.get(id) ?? { url: undefined, watchers: new Set() };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    entry.watchers.add(changed);
    if (entry.url === undefined) this.#want(id);
    return () => {
      entry.watchers.delete(changed);
      this.#trim();
    };
  }

  #want(id: PictureId): void {
    this.#wanted.add(id);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      void this.#load();
    });
  }

  async #load(): Promise<void> {
    const ids = [...this.#wanted];
    this.#wanted.clear();
    const { signal } = new AbortController();
    const { checkpoint } = slicedHooks(signal);
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      try {
        const jpegs = await this.#storage.thumbnails(batch, { signal });
        for (const [j, jpeg] of jpegs.entries()) {
          // The page waits for the browser while a URL is made.
          await checkpoint?.(j / jpegs.length);
          this.#show(batch[j], jpeg);
        }
      } catch {
        // A picture without its thumbnail shows as an empty frame; storage says elsewhere what is wrong with it.
        for (const id of batch) this.#show(id, undefined);
      }
    }
  }

  #show(id: PictureId | undefined, jpeg: Uint8Array<ArrayBuffer> | undefined): void {
    const entry = id && this.#entries.get(id);
    if (!entry || !jpeg || entry.url !== undefined) return;
    entry.url = URL.createObjectURL(new Blob([jpeg], { type: 'image/jpeg' }));
    for (const changed of entry.watchers) changed();
  }

  #trim(): void {
    let surplus = this.#entries.size - KEEP_UNWATCHED;
    for (const [id, entry] of this.#entries) {
      if (surplus <= 0) return;
      if (entry.watchers.size > 0) continue;
      if (entry.url !== undefined) URL.revokeObjectURL(entry.url);
      this.#entries.delete(id);
      surplus--;
    }
  }
}
