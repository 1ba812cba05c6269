import { type ReactNode, useRef } from 'react';
import { useApp } from '../app-context.ts';
import { download } from '../shared/download.ts';

const TYPE = 'application/x-tar';
const ENDING = '.semscape';
const MOST_LETTERS = 50;

interface SavePicker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string;
    readonly types: readonly {
      readonly description: string;
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }): Promise<FileSystemFileHandle>;
}

/** Where the person wants the file; `undefined` where the browser only downloads, `null` where they changed their mind. */
async function pickTarget(name: string): Promise<FileSystemFileHandle | undefined | null> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) return undefined;
  const types = [{ description: 'Semscape project', accept: { [TYPE]: [ENDING] } }];
  try {
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    if ((error as Error).name === 'AbortError') return null;
    throw error;
  }
}

/** Without what file systems refuse, the length of a name among it. */
function fileNameFor(project: string): string {
  const letters = [...project.replace(/[\\/:*?"<>|]/g, '_')];
  return `${letters.slice(0, MOST_LETTERS).join('').trim()}${ENDING}`;
}

interface ProjectFileActions {
  /** Asks for an exported project. */
  pick(): void;
  /** Asks where to, and writes the project. */
  save(results: boolean): Promise<void>;
  /** To be rendered: what `pick` opens. */
  readonly input: ReactNode;
}

/** A project out into one file, and in from one. */
export function useProjectFiles(): ProjectFileActions {
  const project = useApp((s) => s.project);
  const exportProject = useApp((s) => s.exportProject);
  const importProject = useApp((s) => s.importProject);
  const chooser = useRef<HTMLInputElement>(null);
  const save = async (results: boolean) => {
    const name = fileNameFor(project?.name ?? 'project');
    const target = await pickTarget(name);
    if (target === null) return;
    const file = await exportProject({ target, results });
    if (file) download(name, file, TYPE);
  };
  const input = (
    <input
      ref={chooser}
      type="file"
      hidden
      accept={ENDING}
      aria-label="An exported project"
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        if (file) void importProject(file);
        target.value = '';
      }}
    />
  );
  return { pick: () => chooser.current?.click(), save, input };
}
