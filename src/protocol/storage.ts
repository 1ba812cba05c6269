import type { Matrix } from '../core/arrays/matrix.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { ImportProblem, PictureId, PictureRecord, Plate } from '../core/dataset/picture.ts';
import type { ReadPicture } from './imaging.ts';
import type { Job } from './job.ts';

export interface ProjectInfo {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly openedAt: number;
  readonly pictures: number;
}

/** Every decision ever taken, and how many of them stand: the rest were undone and can be redone. */
export interface DecisionLog {
  readonly decisions: readonly Decision[];
  readonly standing: number;
}

export interface OpenProject {
  readonly info: ProjectInfo;
  readonly records: readonly PictureRecord[];
  readonly problems: readonly ImportProblem[];
  readonly log: DecisionLog;
  /** The person's settings as plain JSON: recipe, view, last results' keys. */
  readonly settings: unknown;
}

export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly persistent: boolean;
}

/** A stored result under a key that names all it was made from. */
export interface StoredArtefact {
  /** Plain JSON. */
  readonly meta: unknown;
  readonly arrays: Readonly<Record<string, ArrayBufferView<ArrayBuffer>>>;
}

/**
 * The one writer of the project on disk: records and decisions in IndexedDB, pictures and arrays in packed
 * files of the origin-private file system. A record is committed only after its bytes are flushed, so that
 * a killed tab leaves whole pictures or none.
 */
export interface StorageApi {
  projects(job: Job): Promise<readonly ProjectInfo[]>;
  /** Opens `id`, or the one opened last, or a new one. */
  open(id: string | undefined, job: Job): Promise<OpenProject>;
  create(name: string, job: Job): Promise<OpenProject>;
  rename(id: string, name: string, job: Job): Promise<void>;
  remove(id: string, job: Job): Promise<void>;

  /**
   * Adds pictures to the open project. Content that is already there is not added again; its new path is
   * noted in `otherPaths`. Returns the records as stored. Incoming buffers are transferred.
   */
  addPictures(
    batch: readonly ReadPicture[],
    folderLabels: readonly (string | undefined)[],
    job: Job,
  ): Promise<readonly PictureRecord[]>;
  addProblems(problems: readonly ImportProblem[], job: Job): Promise<void>;
  clearProblems(job: Job): Promise<void>;

  /** JPEGs in the order asked for; undefined where there is no such picture. */
  thumbnails(
    ids: readonly PictureId[],
    job: Job,
  ): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]>;
  preview(id: PictureId, job: Job): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** In the order asked for. Rejects with `storage-unavailable` when one is missing. */
  plates(ids: readonly PictureId[], job: Job): Promise<readonly Plate[]>;

  /** Which of `ids` have no row yet in the feature table `key`. */
  missingFeatures(key: string, ids: readonly PictureId[], job: Job): Promise<readonly PictureId[]>;
  /** `rows` is transferred; row `i` belongs to `ids[i]`. */
  addFeatures(key: string, ids: readonly PictureId[], rows: Matrix, job: Job): Promise<void>;
  /** Rows in the order of `ids`; all must be there. */
  features(key: string, ids: readonly PictureId[], job: Job): Promise<Matrix>;

  putArtefact(key: string, artefact: StoredArtefact, job: Job): Promise<void>;
  artefact(key: string, job: Job): Promise<StoredArtefact | undefined>;
  artefactKeys(prefix: string, job: Job): Promise<readonly string[]>;

  /** Truncates what was undone, appends `decision`, and moves the standing mark behind it. */
  decide(decision: Decision, job: Job): Promise<void>;
  /** Moves the standing mark of the log. */
  setStanding(standing: number, job: Job): Promise<void>;
  putSettings(settings: unknown, job: Job): Promise<void>;

  use(job: Job): Promise<StorageUse>;
}
