import { FilePlus, FolderPlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import { pickedFiles } from './dropped-files.ts';
import { FolderMenu } from './FolderMenu.tsx';

interface PickButtonsProps {
  readonly isFirst: boolean;
}

/** Adds a folder, files or archives by the browser's own dialog. */
export function PickButtons({ isFirst }: PickButtonsProps) {
  const importFiles = useApp((s) => s.importFiles);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  useEffect(() => {
    folder.current?.setAttribute('webkitdirectory', '');
  }, []);
  const take = (input: HTMLInputElement) => {
    if (input.files?.length) void pickedFiles(input.files).then((files) => importFiles(files));
    input.value = '';
  };
  return (
    <>
      <Hint text="Add a folder and all folders in it">
        <Button
          kind={isFirst ? 'primary' : 'plain'}
          icon={<FolderPlus aria-hidden />}
          onClick={() => folder.current?.click()}
        >
          <span>Add a folder</span>
        </Button>
      </Hint>
      <Hint text="Add pictures, or ZIP and TAR archives of them">
        <Button icon={<FilePlus aria-hidden />} onClick={() => files.current?.click()}>
          <span>Add files</span>
        </Button>
      </Hint>
      <FolderMenu />
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        aria-label="A folder of pictures"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label="Picture files"
        onChange={(event) => take(event.target)}
      />
    </>
  );
}
