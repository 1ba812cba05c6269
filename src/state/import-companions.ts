import { applySidecar } from '../core/dataset/apply-sidecar.ts';
import { type FileLabel, isLabelFileName, parseLabelFile } from '../core/dataset/label-files.ts';
import type { ImportProblem, PictureRecord, RecordChange } from '../core/dataset/picture.ts';
import { isSidecarName, sidecarMatcher } from '../core/dataset/sidecar-matcher.ts';
import { parseSidecar } from '../core/scale/parse-sidecar.ts';
import type { Sidecar } from '../core/scale/sidecar.ts';
import { decodeText } from './decode-text.ts';

/** A microscope's notes on one picture. */
interface FoundSidecar {
  readonly path: string;
  readonly sidecar: Sidecar;
}

/** A file that brings labels along. */
export interface FoundLabels {
  readonly path: string;
  readonly labels: readonly FileLabel[];
}

export interface SidecarChanges {
  readonly changes: readonly RecordChange[];
  /** Sidecars whose picture is not here. */
  readonly problems: readonly ImportProblem[];
}

const MOST_SIDECAR_BYTES = 2 ** 20;
/** A text may have no more characters than that in a browser. */
const MOST_LABEL_BYTES = 500e6;

/** The files of an import that are no pictures but say something of them; used when the pictures are there. */
export class Companions {
  readonly #takesLabels: boolean;
  readonly #sidecars: FoundSidecar[] = [];
  readonly labels: FoundLabels[] = [];

  constructor(takesLabels: boolean) {
    this.#takesLabels = takesLabels;
  }

  /** Whether a file may be one, by its name. */
  mayBe(path: string): boolean {
    return isSidecarName(path) || (this.#takesLabels && isLabelFileName(path));
  }

  /**
   * Keeps what the file says; false where it says nothing of pictures.
   * @throws {AppError} `bad-labels` for a file of labels that contradicts itself.
   */
  async take(path: string, file: File): Promise<boolean> {
    const most = isSidecarName(path) ? MOST_SIDECAR_BYTES : MOST_LABEL_BYTES;
    if (file.size > most) return false;
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (!isSidecarName(path)) {
      const labels = parseLabelFile(path, text);
      if (labels) this.labels.push({ path, labels });
      return labels !== undefined;
    }
    const sidecar = parseSidecar(text);
    if (sidecar) this.#sidecars.push({ path, sidecar });
    return sidecar !== undefined;
  }

  /** What the sidecars change of `records`. */
  sidecarChanges(records: readonly PictureRecord[]): SidecarChanges {
    if (this.#sidecars.length === 0) return { changes: [], problems: [] };
    const picturesOf = sidecarMatcher(records);
    const changes = new Map<string, RecordChange>();
    const problems: ImportProblem[] = [];
    for (const { path, sidecar } of this.#sidecars) {
      const pictures = picturesOf(path, sidecar.width);
      if (pictures.length === 0) problems.push(lonely(path));
      for (const picture of pictures) {
        const change = applySidecar({ ...picture, ...changes.get(picture.id) }, sidecar);
        if (change) changes.set(picture.id, change);
      }
    }
    return { changes: [...changes.values()], problems };
  }
}

function lonely(path: string): ImportProblem {
  return {
    path,
    code: 'not-a-picture',
    reason:
      'The file holds the microscope’s notes on a picture of the same name, which is not here or is in several folders. Add both together.',
  };
}
