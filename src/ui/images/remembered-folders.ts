import type { PictureSource } from '../../state/picture-source.ts';
import { sortedByPath } from './dropped-files.ts';

/** Chromium's own, in no standard library yet. */
interface FolderWindow {
  showDirectoryPicker?(options: { readonly id: string }): Promise<FileSystemDirectoryHandle>;
}

interface AskingHandle {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
}

const DATABASE = 'semscape-folders';
const STORE = 'folders';

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

/** Keeps the way to a folder, not its files, for later visits to the project; one of the same name is replaced. */
export async function rememberFolder(
  project: string,
  folder: FileSystemDirectoryHandle,
): Promise<void> {
  await inStore('readwrite', (store) => store.put(folder, [project, folder.name]));
}

/** The project's folders, by name. */
export function rememberedFolders(project: string): Promise<readonly FileSystemDirectoryHandle[]> {
  const ofProject = IDBKeyRange.bound([project], [project, []]);
  return inStore('readonly', (store) => store.getAll(ofProject));
}

/** Whether the page may read the folder without asking the person. */
export async function mayReadUnasked(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (folder as AskingHandle).queryPermission?.({ mode: 'read' })) === 'granted';
}

/** Asks the person, who must just have clicked, whether the page may still read the folder. */
export async function mayRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const answer = await (folder as AskingHandle).requestPermission?.({ mode: 'read' });
  return answer === undefined || answer === 'granted';
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

async function inStore<T>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    return await settled(run(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
