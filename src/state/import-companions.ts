import { applySidecar } from '../core/dataset/apply-sidecar.ts';
import type { Companion } from '../core/dataset/companion.ts';
import type { LabelColumns } from '../core/dataset/label-columns.ts';
import { isLabelFileName } from '../core/dataset/label-files.ts';
import type { ImportProblem, PictureRecord, RecordChange } from '../core/dataset/picture.ts';
import { isSidecarName, sidecarMatcher } from '../core/dataset/sidecar-matcher.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { Sidecar } from '../core/scale/sidecar.ts';

/** A microscope's notes on one picture. */
interface FoundSidecar {
  readonly path: string;
  readonly sidecar: Sidecar;
}

/** A file that brings labels along. */
export interface FoundLabels {
  readonly path: string;
  readonly labels: LabelColumns;
}

export interface SidecarChanges {
  readonly changes: readonly RecordChange[];
  /** Sidecars whose picture is not here. */
  readonly problems: readonly ImportProblem[];
}

/** The files of an import that are no pictures but say something of them; used when the pictures are there. */
export class Companions {
  readonly #sidecars: FoundSidecar[] = [];
  readonly labels: FoundLabels[] = [];

  /** Whether a file may be one, by its name. */
  mayBe(path: string): boolean {
    return isSidecarName(path) || isLabelFileName(path);
  }

  /** Keeps what a file says of pictures that it is not one of. */
  take(path: string, companion: Companion): void {
    if (companion.kind === 'labels') this.labels.push({ path, labels: companion.labels });
    else this.#sidecars.push({ path, sidecar: companion.sidecar });
  }

  /** What the sidecars change of `records`. */
  async sidecarChanges(
    records: readonly PictureRecord[],
    hooks: LoopHooks,
  ): Promise<SidecarChanges> {
    if (this.#sidecars.length === 0) return { changes: [], problems: [] };
    const picturesOf = await sidecarMatcher(records, hooks);
    const changes = new Map<string, RecordChange>();
    const problems: ImportProblem[] = [];
    for (const [i, { path, sidecar }] of this.#sidecars.entries()) {
      await hooks.checkpoint?.(i / this.#sidecars.length);
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
