import { AppError } from '../src/core/app-error.ts';
import type { CatalogueEntry } from '../src/models/checkpoints/catalogue-entry.ts';
import { type CheckpointRecord, writeRecord } from '../src/models/checkpoints/checkpoint-record.ts';
import {
  type DownloadState,
  downloadResumably,
  fetchPointer,
  type PartialFile,
  type PublishedFile,
} from '../src/models/checkpoints/download.ts';
import { joinBytes } from '../src/models/checkpoints/join-bytes.ts';
import {
  PUBLIC_CHECKPOINTS,
  type PublicCheckpoint,
} from '../src/models/checkpoints/public-checkpoints.ts';
import { readCheckpoint } from '../src/models/checkpoints/read-checkpoint.ts';
import { sha256Of } from '../src/models/checkpoints/sha256.ts';
import {
  type StoredCheckpoint,
  storedCheckpoint,
} from '../src/models/checkpoints/stored-checkpoint.ts';
import { writeCheckpoint } from '../src/models/checkpoints/write-checkpoint.ts';
import { writeLayersModel } from '../src/models/checkpoints/write-layers-model.ts';
import type { CheckpointExport, CheckpointsApi } from '../src/protocol/checkpoints.ts';
import type { Job } from '../src/protocol/job.ts';
import { type CheckpointStore, downloadFileOf } from '../src/storage/checkpoint-store.ts';
import { storageFailure } from '../src/storage/storage-failure.ts';

export interface CheckpointsDeps {
  readonly openStore: () => Promise<CheckpointStore>;
  readonly fetch: typeof globalThis.fetch;
}

export function createCheckpointsApi(deps: CheckpointsDeps): CheckpointsApi {
  return new CheckpointsSession(deps);
}

const HASH_DIGITS = 12;

/** All checkpoints that can be read, as the network worker lists them. */
export async function storedEntries(store: CheckpointStore): Promise<readonly CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  for (const [id, row] of await store.rows()) {
    const readBytes = async () => (await store.weights(row)).arrayBuffer();
    try {
      entries.push(storedCheckpoint(id, row.record as StoredCheckpoint, readBytes));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
    }
  }
  return entries;
}

function partialFile(store: CheckpointStore, file: string): PartialFile {
  let size: number | undefined;
  return {
    state: () => store.state<DownloadState>(file),
    size: async () => {
      size ??= await store.size(file);
      return size;
    },
    begin: async (state) => {
      await store.begin(file, state);
      size = 0;
    },
    append: async (bytes) => {
      size ??= await store.size(file);
      await store.append(file, bytes, size);
      size += bytes.byteLength;
    },
    discard: async () => {
      await store.discard(file);
      size = 0;
    },
  };
}

class CheckpointsSession implements CheckpointsApi {
  readonly #deps: CheckpointsDeps;
  #opening: Promise<CheckpointStore> | undefined;

  constructor(deps: CheckpointsDeps) {
    this.#deps = deps;
  }

  kept(job: Job) {
    return this.#within(job, async (store) => {
      const rows = await store.rows();
      return Promise.all(
        (await storedEntries(store)).map(async ({ checkpoint }) => {
          const row = rows.get(checkpoint.id);
          return { checkpoint, bytes: row ? (await store.weights(row)).size : 0 };
        }),
      );
    });
  }

  offers(job: Job) {
    return this.#within(job, async (store) => {
      const used = await filesInUse(store);
      return Promise.all(
        PUBLIC_CHECKPOINTS.filter(({ id }) => !used.has(downloadFileOf(id))).map(
          async ({ id, title, bytes, licence }) => ({
            id,
            title,
            bytes,
            licence,
            site: 'Hugging Face',
            keptBytes: (await store.state(downloadFileOf(id)))
              ? await store.size(downloadFileOf(id))
              : 0,
          }),
        ),
      );
    });
  }

  add(files: readonly File[], job: Job) {
    return this.#within(job, async (store) => {
      job.report({ stage: 'Reading the file' });
      const named = await Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })),
      );
      job.signal.throwIfAborted();
      const { source, record, format } = await readCheckpoint(named);
      const [original] = named;
      const parts =
        format === 'safetensors' && original
          ? [new Uint8Array(original.bytes)]
          : writeCheckpoint(source, record);
      const sha256 = await sha256Of(joined(parts));
      const id = `${record.network}-${sha256.slice(0, HASH_DIGITS)}`;
      job.signal.throwIfAborted();
      job.report({ stage: 'Keeping it on this disk' });
      await store.put(id, parts, storedOf(sha256, record));
      return this.#checkpoint(store, id);
    });
  }

  download(offerId: string, job: Job) {
    return this.#within(job, async (store) => {
      const offer = PUBLIC_CHECKPOINTS.find(({ id }) => id === offerId);
      if (!offer) throw new RangeError(`no checkpoint ${offerId} is offered`);
      const kept = (await filesInUse(store)).get(downloadFileOf(offerId));
      if (kept) return this.#checkpoint(store, kept);
      const { fetch } = this.#deps;
      const { signal } = job;
      const published = await fetchPointer(offer.pointerUrl, { fetch, signal });
      const name = downloadFileOf(offer.id);
      const file = partialFile(store, name);
      try {
        await downloadResumably({
          url: offer.url,
          file,
          fetch,
          signal,
          onProgress: (done, total) =>
            job.report({ stage: progressOf(done, total), fraction: done / total }),
        });
      } finally {
        await store.settle(name);
      }
      const stored = await accept(offer, published, { store, file });
      const id = `${offer.id}-${stored.sha256.slice(0, HASH_DIGITS)}`;
      await store.adopt(id, name, stored);
      return this.#checkpoint(store, id);
    });
  }

  export(id: string, format: CheckpointExport, job: Job) {
    return this.#within(job, async (store) => {
      const entry = await this.#entry(store, id);
      const { source } = await entry.open(job.signal);
      const { record } = entry as ReturnType<typeof storedCheckpoint>;
      if (format === 'safetensors') {
        return [new File([...writeCheckpoint(source, record)], `${id}.safetensors`)];
      }
      const { model, weights } = writeLayersModel(source, record);
      return [new File([model], 'model.json'), new File([...weights], 'weights.bin')];
    });
  }

  remove(id: string, job: Job) {
    return this.#within(job, (store) => store.remove(id));
  }

  async #entry(store: CheckpointStore, id: string): Promise<CatalogueEntry> {
    const found = (await storedEntries(store)).find(({ checkpoint }) => checkpoint.id === id);
    if (found) return found;
    throw new AppError(
      'bad-checkpoint',
      'This checkpoint is not kept here any more. Add it again.',
    );
  }

  async #checkpoint(store: CheckpointStore, id: string) {
    return (await this.#entry(store, id)).checkpoint;
  }

  async #within<T>({ signal }: Job, run: (store: CheckpointStore) => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted();
      this.#opening ??= this.#deps.openStore();
      return await run(await this.#opening);
    } catch (cause) {
      throw signal.aborted ? signal.reason : storageFailure(cause);
    }
  }
}

/** The id of the checkpoint by its file. */
async function filesInUse(store: CheckpointStore): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await store.rows())].map(([id, { file }]) => [file, id]));
}

const joined = (parts: readonly Uint8Array<ArrayBuffer>[]) =>
  parts.length === 1 && parts[0] ? parts[0] : joinBytes(parts);

const storedOf = (sha256: string, record: CheckpointRecord): StoredCheckpoint => ({
  sha256,
  record: writeRecord(record),
});

function progressOf(done: number, total: number): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return `${megabytes(done)} of ${megabytes(total)} MB`;
}

/** A finished download, checked by its hash where the site names one, and by its tensors. */
async function accept(
  offer: PublicCheckpoint,
  published: PublishedFile | undefined,
  { store, file }: { readonly store: CheckpointStore; readonly file: PartialFile },
): Promise<StoredCheckpoint> {
  const name = downloadFileOf(offer.id);
  const bytes = await (await store.weights({ file: name, record: undefined })).arrayBuffer();
  const sha256 = await sha256Of(bytes);
  if (published && published.sha256 !== sha256) {
    await file.discard();
    throw new AppError(
      'bad-checkpoint',
      'What was downloaded is not the file that the site publishes: its SHA-256 differs. It was deleted; download it again.',
    );
  }
  try {
    const { record, network } = await readCheckpoint([{ name: offer.id, bytes }]);
    if (network.architecture.id !== offer.network) {
      throw new AppError('bad-checkpoint', `This file is of ${network.title}. It was deleted.`);
    }
    const { title, licence, averagePool, provenance } = offer;
    const checked = published
      ? 'Its SHA-256 is the one that the site publishes.'
      : 'The site named no SHA-256; the one of this download is kept, and later reads are checked by it.';
    return storedOf(sha256, {
      ...record,
      title,
      licence,
      averagePool,
      provenance: `${provenance} ${checked}`,
    });
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}
