import { Menu } from '@base-ui/react/menu';
import { FolderSync } from 'lucide-react';
import { useEffect, useState } from 'react';
import { mayRead, mayReadUnasked } from '../../state/folder-access.ts';
import { sourceOf } from '../../state/pictures.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import menu from '../shared/Menu.module.css';
import { canRememberFolders, filesUnder, pickFolder } from './remembered-folders.ts';

/** Folders that a later visit reads again without being shown the way; only in browsers that can keep it. */
export function FolderMenu() {
  const project = useApp((s) => s.project?.id);
  const notify = useApp((s) => s.notify);
  const importFiles = useApp((s) => s.importFiles);
  const rememberedFolders = useApp((s) => s.rememberedFolders);
  const rememberFolder = useApp((s) => s.rememberFolder);
  const [folders, setFolders] = useState<readonly FileSystemDirectoryHandle[]>([]);
  useEffect(() => {
    let isCurrent = true;
    if (project && canRememberFolders()) {
      rememberedFolders().then(
        (found) => isCurrent && setFolders(found),
        () => isCurrent && setFolders([]),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [project, rememberedFolders]);
  const interrupted = useApp((s) => s.interrupted);
  useEffect(() => {
    const folder = folders.find(({ name }) => interrupted?.source === sourceOf(name));
    if (!folder) return;
    mayReadUnasked(folder)
      .then(async (may) => may && importFiles(await filesUnder(folder)))
      .catch(() => 'the person was told that the import was interrupted, and can read it again');
  }, [folders, interrupted, importFiles]);
  if (!project || !canRememberFolders()) return null;

  const tell = (what: string) => (error: unknown) =>
    notify('problem', `${what}: ${error instanceof Error ? error.message : String(error)}`);
  const add = async () => {
    const folder = await pickFolder();
    if (!folder) return;
    await rememberFolder(folder);
    setFolders(await rememberedFolders());
    await importFiles(await filesUnder(folder));
  };
  const readAgain = async (folder: FileSystemDirectoryHandle) => {
    if (await mayRead(folder)) await importFiles(await filesUnder(folder));
    else notify('problem', `The browser may not read ${folder.name}. Allow it, or add the folder.`);
  };
  return (
    <Menu.Root>
      <Hint text="Read a remembered folder again, or remember one">
        <Menu.Trigger
          render={
            <Button icon={<FolderSync aria-hidden />}>
              <span>Remembered…</span>
            </Button>
          }
        />
      </Hint>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            {folders.map((folder) => (
              <Menu.Item
                key={folder.name}
                className={menu.item}
                onClick={() => void readAgain(folder).catch(tell(`Reading ${folder.name} again`))}
              >
                Read “{folder.name}” again
              </Menu.Item>
            ))}
            {folders.length > 0 && <Menu.Separator className={menu.separator} />}
            <Menu.Item
              className={menu.item}
              onClick={() => void add().catch(tell('Adding a folder'))}
            >
              Add a folder and remember it…
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
