import { type Remote, transfer } from 'comlink';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type {
  CutPlate,
  ImportProblem,
  PictureId,
  PictureRecord,
  Plate,
  RecordChange,
} from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { ReadPicture } from '../protocol/imaging.ts';
import { closeJob, createJob, type Job } from '../protocol/job.ts';
import { move } from '../protocol/move.ts';
import type {
  ImportProgress,
  LogPosition,
  OpenProject,
  ProjectInfo,
  StorageApi,
  StorageUse,
  StoredArtefact,
  StoredLog,
} from '../protocol/storage.ts';
import { type CallOptions, WorkerLink } from './worker-link.ts';

const spawnStorageWorker = () =>
  new Worker(new URL('../../workers/storage.worker.ts', import.meta.url), {
    type: 'module',
    name: 'storage',
  });

/**
 * The project on disk. What each verb does, and how it fails, stands at `StorageApi`. If the worker had to be
 * replaced, the project is opened again before the next call goes through.
 */
export class StorageClient {
  readonly #link: WorkerLink<StorageApi>;
  #projectId: string | undefined;
  /** Settles when the present worker has the project open. */
  #opened: Promise<void> | undefined;
  #askedToPersist = false;

  constructor(spawn: () => Worker = spawnStorageWorker) {
    this.#link = new WorkerLink<StorageApi>(() => {
      this.#opened = undefined;
      return spawn();
    });
  }

  projects(options: CallOptions): Promise<readonly ProjectInfo[]> {
    return this.#link.call((api, job) => api.projects(job), options);
  }

  open(id: string | undefined, options: CallOptions): Promise<OpenProject> {
    return this.#openBy((api, job) => api.open(id, job), options);
  }

  create(name: string, options: CallOptions): Promise<OpenProject> {
    return this.#openBy((api, job) => api.create(name, job), options);
  }

  whenFree(options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.whenFree(job), options);
  }

  records(from: number, options: CallOptions): Promise<readonly PictureRecord[]> {
    return this.#call((api, job) => api.records(from, job), options);
  }

  rememberFolder(folder: FileSystemDirectoryHandle, options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.rememberFolder(folder, job), options);
  }

  folders(options: CallOptions): Promise<readonly FileSystemDirectoryHandle[]> {
    return this.#call((api, job) => api.folders(job), options);
  }

  rename(id: string, name: string, options: CallOptions): Promise<void> {
    return this.#link.call((api, job) => api.rename(id, name, job), options);
  }

  async remove(id: string, options: CallOptions): Promise<void> {
    await this.#link.call((api, job) => api.remove(id, job), options);
    if (id === this.#projectId) this.#projectId = undefined;
  }

  exportProject(
    { target, results }: Parameters<StorageApi['exportProject']>[0],
    options: CallOptions,
  ): Promise<File | undefined> {
    return this.#call((api, job) => api.exportProject({ target, results }, job), options);
  }

  importProject(file: File, options: CallOptions): Promise<ProjectInfo> {
    return this.#link.call((api, job) => api.importProject(file, job), options);
  }

  noteImport(progress: ImportProgress | undefined, options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.noteImport(progress, job), options);
  }

  /** Detaches the pictures' buffers. The first time, asks the browser to keep them for good. */
  addPictures(
    batch: readonly ReadPicture[],
    folderLabels: readonly (string | undefined)[],
    options: CallOptions,
  ): Promise<readonly PictureRecord[]> {
    this.#askToPersist();
    const buffers = batch.flatMap((p) => [
      p.thumbnail.buffer,
      p.preview.buffer,
      p.plate.data.buffer,
    ]);
    return this.#call(
      (api, job) => api.addPictures(transfer(batch, [...new Set(buffers)]), folderLabels, job),
      options,
    );
  }

  updateRecords(
    changes: readonly RecordChange[],
    options: CallOptions,
  ): Promise<readonly PictureRecord[]> {
    return this.#call((api, job) => api.updateRecords(changes, job), options);
  }

  /** Detaches the plates' buffers. */
  addCuts(cuts: readonly CutPlate[], options: CallOptions): Promise<readonly PictureRecord[]> {
    const buffers = new Set(cuts.map(({ plate }) => plate.data.buffer));
    return this.#call((api, job) => api.addCuts(transfer(cuts, [...buffers]), job), options);
  }

  addProblems(problems: readonly ImportProblem[], options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.addProblems(problems, job), options);
  }

  clearProblems(options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.clearProblems(job), options);
  }

  dropProblems(paths: readonly string[], options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.dropProblems(paths, job), options);
  }

  thumbnails(
    ids: readonly PictureId[],
    options: CallOptions,
  ): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]> {
    return this.#call((api, job) => api.thumbnails(ids, job), options);
  }

  preview(id: PictureId, options: CallOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#call((api, job) => api.preview(id, job), options);
  }

  plates(ids: readonly PlateId[], options: CallOptions): Promise<readonly Plate[]> {
    return this.#call((api, job) => api.plates(ids, job), options);
  }

  missingFeatures(
    key: string,
    ids: readonly PlateId[],
    options: CallOptions,
  ): Promise<readonly PlateId[]> {
    return this.#call((api, job) => api.missingFeatures(key, ids, job), options);
  }

  /** Detaches `rows`, but for shared memory. */
  addFeatures(
    key: string,
    ids: readonly PlateId[],
    rows: Matrix,
    options: CallOptions,
  ): Promise<void> {
    return this.#call((api, job) => api.addFeatures(key, ids, move(rows), job), options);
  }

  features(key: string, ids: readonly PlateId[], options: CallOptions): Promise<Matrix> {
    return this.#call((api, job) => api.features(key, ids, job), options);
  }

  /** Copies the arrays; the caller keeps them. */
  putArtefact(key: string, artefact: StoredArtefact, options: CallOptions): Promise<void> {
    const copies = Object.entries(artefact.arrays).map(
      ([name, view]) => [name, copyOf(view)] as const,
    );
    const sent = { meta: artefact.meta, arrays: Object.fromEntries(copies) };
    const buffers = copies.map(([, view]) => view.buffer);
    return this.#call((api, job) => api.putArtefact(key, transfer(sent, buffers), job), options);
  }

  artefact(key: string, options: CallOptions): Promise<StoredArtefact | undefined> {
    return this.#call((api, job) => api.artefact(key, job), options);
  }

  artefactKeys(prefix: string, options: CallOptions): Promise<readonly string[]> {
    return this.#call((api, job) => api.artefactKeys(prefix, job), options);
  }

  decide(decision: Decision, from: LogPosition, options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.decide(decision, from, job), options);
  }

  setStanding(standing: number, from: LogPosition, options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.setStanding(standing, from, job), options);
  }

  decisions(from: number, to: number, options: CallOptions): Promise<readonly Decision[]> {
    return this.#call((api, job) => api.decisions(from, to, job), options);
  }

  log(options: CallOptions): Promise<StoredLog> {
    return this.#call((api, job) => api.log(job), options);
  }

  putSettings(settings: unknown, project: string, options: CallOptions): Promise<void> {
    return this.#call((api, job) => api.putSettings(settings, project, job), options);
  }

  use(options: CallOptions): Promise<StorageUse> {
    return this.#link.call((api, job) => api.use(job), options);
  }

  /** Lets the project go. A later call starts afresh. */
  dispose(): void {
    this.#link.dispose();
  }

  async #openBy(
    run: (api: Remote<StorageApi>, job: Job) => Promise<OpenProject>,
    options: CallOptions,
  ): Promise<OpenProject> {
    try {
      const opened = await this.#link.call(run, options);
      this.#projectId = opened.info.id;
      this.#opened = Promise.resolve();
      return opened;
    } catch (cause) {
      this.#opened = undefined;
      throw cause;
    }
  }

  #call<T>(
    run: (api: Remote<StorageApi>, job: Job) => Promise<T>,
    options: CallOptions,
  ): Promise<T> {
    return this.#link.call(async (api, job) => {
      if (this.#projectId) this.#opened ??= this.#reopen(api, this.#projectId);
      await this.#opened;
      return run(api, job);
    }, options);
  }

  async #reopen(api: Remote<StorageApi>, id: string): Promise<void> {
    const job = createJob(new AbortController().signal);
    try {
      await api.open(id, job);
    } catch (cause) {
      this.#opened = undefined;
      throw cause;
    } finally {
      closeJob(job);
    }
  }

  /** Only a page may ask, not a worker; the answer shows in `use`. */
  #askToPersist(): void {
    if (this.#askedToPersist) return;
    this.#askedToPersist = true;
    navigator.storage.persist?.().catch(() => false);
  }
}

function copyOf(view: ArrayBufferView<ArrayBuffer>): ArrayBufferView<ArrayBuffer> {
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const Kind = view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView<ArrayBuffer>;
  return new Kind(bytes);
}
