import { sortInRuns } from '../../core/arrays/sort-in-runs.ts';
import { isIgnorable } from '../../core/dataset/is-ignorable.ts';
import type { PictureSource } from '../../state/picture-source.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';

/** A folder may have tens of thousands of files. */
const FILES_A_CHECKPOINT = 256;
const hooks = slicedHooks(new AbortController().signal);

async function* walk(entry: FileSystemEntry, parent: string): AsyncGenerator<PictureSource> {
  const path = parent ? `${parent}/${entry.name}` : entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    yield { file, path };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives at most a hundred entries a call, and an empty list at the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) yield* walk(child, path);
  }
}

/**
 * Every file under what was dropped but the system's clutter, sorted by path. Must be called before the drop event's handler returns:
 * the browser forgets the items afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly PictureSource[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const loose = [...transfer.files];
  const sources: PictureSource[] = [];
  for (const [i, entry] of entries.entries()) {
    const file = loose[i];
    if (!entry && file) sources.push({ file, path: file.name });
    if (entry) for await (const source of walk(entry, '')) sources.push(source);
  }
  return sortedByPath(sources);
}

/** Must be called before the dialog's handler returns: the list may be emptied afterwards. */
export async function pickedFiles(list: FileList): Promise<readonly PictureSource[]> {
  const files = [...list];
  const sources: PictureSource[] = [];
  for (const [i, file] of files.entries()) {
    if (i % FILES_A_CHECKPOINT === 0) await hooks.checkpoint?.(i / files.length);
    sources.push({ file, path: file.webkitRelativePath || file.name });
  }
  return sortedByPath(sources);
}

/** Without the clutter of operating systems. */
export async function sortedByPath(
  sources: readonly PictureSource[],
): Promise<readonly PictureSource[]> {
  const kept: PictureSource[] = [];
  for (const [i, source] of sources.entries()) {
    if (i % FILES_A_CHECKPOINT === 0) await hooks.checkpoint?.(i / sources.length);
    if (!isIgnorable(source.path)) kept.push(source);
  }
  const byPath = (a: PictureSource, b: PictureSource) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
  return sortInRuns(kept, byPath, hooks);
}
