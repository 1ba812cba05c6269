import { FilePlus, FolderPlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
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
      <Button
        kind={isFirst ? 'primary' : 'plain'}
        icon={<FolderPlus aria-hidden />}
        onClick={() => folder.current?.click()}
      >
        Add a folder
      </Button>
      <Button icon={<FilePlus aria-hidden />} onClick={() => files.current?.click()}>
        Add files
      </Button>
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
