import { AppError } from '../src/core/app-error.ts';
import {
  type DownloadState,
  downloadResumably,
  fetchPointer,
  type PartialFile,
  type PublishedFile,
} from '../src/models/checkpoints/download.ts';
import type { PublicCheckpoint } from '../src/models/checkpoints/public-checkpoints.ts';
import { readCheckpoint } from '../src/models/checkpoints/read-checkpoint.ts';
import { sha256Of } from '../src/models/checkpoints/sha256.ts';
import type { StoredCheckpoint } from '../src/models/checkpoints/stored-checkpoint.ts';
import type { Job } from '../src/protocol/job.ts';
import { type CheckpointStore, downloadFileOf } from '../src/storage/checkpoint-store.ts';
import { storedOf } from './stored-entries.ts';

/** Downloads an offer into its file, going on from what is there of it, and checks it. */
export async function fetchOffer(
  offer: PublicCheckpoint,
  { store, fetch }: { readonly store: CheckpointStore; readonly fetch: typeof globalThis.fetch },
  job: Job,
): Promise<StoredCheckpoint> {
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
  return accept(offer, published, { store, file });
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
