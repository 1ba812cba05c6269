import type { Matrix } from '../core/arrays/matrix.ts';
import type { Decided } from '../core/dataset/apply-decisions.ts';
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

/** The part of the log that is in memory: a run of decisions that ends at the standing mark or behind it. */
export interface DecisionLog {
  /** Position of `decisions[0]` in the whole log. */
  readonly first: number;
  readonly decisions: readonly Decision[];
  /** How many decisions of the whole log stand: the rest were undone and can be redone. */
  readonly standing: number;
  /** How many there are. */
  readonly total: number;
}

/** How far an import has come. */
export interface ImportProgress {
  readonly title: string;
  /** Where the files come from, for who can go on by themselves. */
  readonly source: string;
  readonly done: number;
  readonly total: number;
}

export interface StoredLog {
  /** What the decisions before the log's first one come to. */
  readonly base: Decided;
  readonly log: DecisionLog;
}

export interface OpenProject extends StoredLog {
  /** Its records are read by `records`. */
  readonly info: ProjectInfo;
  /** Whether another tab writes it, so that this one can only read. */
  readonly isReadOnly: boolean;
  /** The import that was under way when the project was last left. */
  readonly interrupted: ImportProgress | undefined;
  readonly problems: readonly ImportProblem[];
  /** The person's settings as plain JSON: recipe, view, last results' keys. */
  readonly settings: unknown;
}

/** Of which log a change is, and where that stands. */
export interface LogPosition {
  /** Id of the project. */
  readonly project: string;
  readonly standing: number;
}

export interface StorageUse {
  /** In files, of all projects and checkpoints. */
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
 * a killed tab leaves whole pictures or none. A project that another tab has open is read only: changes reject with
 * `project-locked`, and artefacts are not kept.
 */
export interface StorageApi {
  projects(job: Job): Promise<readonly ProjectInfo[]>;
  /** Opens `id`, or the one opened last, or a new one. */
  open(id: string | undefined, job: Job): Promise<OpenProject>;
  create(name: string, job: Job): Promise<OpenProject>;
  /** Resolves once the other tab has let go of the project that is read only here: `open` then opens it for writing. */
  whenFree(job: Job): Promise<void>;
  /** Records in the order of import, from position `from`: some hundreds, and none at the end. */
  records(from: number, job: Job): Promise<readonly PictureRecord[]>;
  /** Keeps the way to a folder for later visits to the project; one of the same name is replaced. */
  rememberFolder(folder: FileSystemDirectoryHandle, job: Job): Promise<void>;
  /** The remembered folders of the open project, by name. */
  folders(job: Job): Promise<readonly FileSystemDirectoryHandle[]>;
  rename(id: string, name: string, job: Job): Promise<void>;
  remove(id: string, job: Job): Promise<void>;
  /**
   * Writes the open project as one file into `target`; without one, gives the file to be downloaded: it lies on the
   * disk until the next export. `results` are features and all that was made from them.
   */
  exportProject(
    options: { readonly target: FileSystemFileHandle | undefined; readonly results: boolean },
    job: Job,
  ): Promise<File | undefined>;
  /** Makes a new project of an exported file: all of it, or none. Rejects with `bad-project`. */
  importProject(file: File, job: Job): Promise<ProjectInfo>;

  /**
   * Adds pictures to the open project. Content that is already there is not added again; its new path is
   * noted in `otherPaths`. Returns the records as stored. Incoming buffers are transferred. Rejects with
   * `storage-full` before the browser's storage is used up.
   */
  addPictures(
    batch: readonly ReadPicture[],
    folderLabels: readonly (string | undefined)[],
    job: Job,
  ): Promise<readonly PictureRecord[]>;
  /** Puts what was learnt of pictures into their records, all or none; gives the records as they then are. */
  updateRecords(changes: readonly RecordChange[], job: Job): Promise<readonly PictureRecord[]>;
  /**
   * Keeps plates of crops that a person chose, cut from the pictures' files; gives the records, which say so. Incoming
   * buffers are transferred. Rejects with `storage-full` before the browser's storage is used up.
   */
  addCuts(cuts: readonly CutPlate[], job: Job): Promise<readonly PictureRecord[]>;
  addProblems(problems: readonly ImportProblem[], job: Job): Promise<void>;
  clearProblems(job: Job): Promise<void>;
  /** Notes how far the import has come, or that it has ended. */
  noteImport(progress: ImportProgress | undefined, job: Job): Promise<void>;
  /** Forgets the problems of these paths: their files could be read after all. */
  dropProblems(paths: readonly string[], job: Job): Promise<void>;

  /** JPEGs in the order asked for; undefined where there is no such picture. */
  thumbnails(
    ids: readonly PictureId[],
    job: Job,
  ): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]>;
  preview(id: PictureId, job: Job): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * In the order asked for; a crop that a person chose is cut from the preview, unless its id names the file. Rejects with
   * `storage-unavailable` when one is missing.
   */
  plates(ids: readonly PlateId[], job: Job): Promise<readonly Plate[]>;

  /** Which of `ids` have no row yet in the feature table `key`. */
  missingFeatures(key: string, ids: readonly PlateId[], job: Job): Promise<readonly PlateId[]>;
  /** `rows` is transferred; row `i` belongs to `ids[i]`. */
  addFeatures(key: string, ids: readonly PlateId[], rows: Matrix, job: Job): Promise<void>;
  /** Rows in the order of `ids`; all must be there. */
  features(key: string, ids: readonly PlateId[], job: Job): Promise<Matrix>;

  putArtefact(key: string, artefact: StoredArtefact, job: Job): Promise<void>;
  artefact(key: string, job: Job): Promise<StoredArtefact | undefined>;
  artefactKeys(prefix: string, job: Job): Promise<readonly string[]>;

  /**
   * Truncates what was undone, appends `decision`, and moves the standing mark behind it. Decisions wait for each other,
   * never for an import or an export under way. Rejects with `out-of-turn` where the log is another one, or does not stand
   * at `from`: an earlier change was not kept.
   */
  decide(decision: Decision, from: LogPosition, job: Job): Promise<void>;
  /** Moves the standing mark of the log; rejects as `decide` does. */
  setStanding(standing: number, from: LogPosition, job: Job): Promise<void>;
  /** The log from position `from` up to `to`, without what lies beyond its ends. */
  decisions(from: number, to: number, job: Job): Promise<readonly Decision[]>;
  /** The log as it stands on the disk, as `open` gives it. */
  log(job: Job): Promise<StoredLog>;
  /** Of the open project, which must be `project`. */
  putSettings(settings: unknown, project: string, job: Job): Promise<void>;

  use(job: Job): Promise<StorageUse>;
}
