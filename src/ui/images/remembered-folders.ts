import type { PictureSource } from '../../state/picture-source.ts';
import { sortedByPath } from './dropped-files.ts';

/** Chromium's own, in no standard library yet. */
interface FolderWindow {
  showDirectoryPicker?(options: { readonly id: string }): Promise<FileSystemDirectoryHandle>;
}

/** Whether the browser lets a page keep the way to a folder. */
export function canRememberFolders(): boolean {
  return 'showDirectoryPicker' in window;
}

/** A folder by the browser's own dialog; undefined where the person thought better of it. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (window as FolderWindow).showDirectoryPicker?.({ id: 'pictures' });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** Every file under a folder but the system's clutter, sorted by path, which begins with the folder's name. */
export async function filesUnder(
  folder: FileSystemDirectoryHandle,
): Promise<readonly PictureSource[]> {
  const sources: PictureSource[] = [];
  for await (const source of walk(folder, folder.name)) sources.push(source);
  return sortedByPath(sources);
}

async function* walk(
  folder: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<PictureSource> {
  for await (const [name, entry] of folder.entries()) {
    const at = `${path}/${name}`;
    if (entry.kind === 'directory') yield* walk(entry as FileSystemDirectoryHandle, at);
    else yield { file: await (entry as FileSystemFileHandle).getFile(), path: at };
  }
}
