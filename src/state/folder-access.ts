/** Chromium's own, in no standard library yet. */
interface AskingHandle {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
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
