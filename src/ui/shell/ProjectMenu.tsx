import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ProjectFace } from '../../state/project.ts';
import { useApp } from '../app-context.ts';
import menu from '../shared/Menu.module.css';
import { TextDialog } from '../shared/TextDialog.tsx';
import { countOf } from '../shared/words.ts';
import styles from './ProjectMenu.module.css';
import { useProjectFiles } from './use-project-files.tsx';

type Asking = 'rename' | 'create' | 'remove' | undefined;

export function ProjectMenu() {
  const project = useApp((s) => s.project);
  const listProjects = useApp((s) => s.listProjects);
  const [others, setOthers] = useState<readonly ProjectFace[]>([]);
  const isReadOnly = useApp((s) => s.isReadOnly);
  const files = useProjectFiles();
  const [asking, setAsking] = useState<Asking>();
  const load = async () => {
    const all = await listProjects();
    setOthers(all.filter(({ id }) => id !== project?.id));
  };
  return (
    <>
      <Menu.Root onOpenChange={(open) => open && void load()}>
        <Menu.Trigger
          className={styles.trigger}
          aria-label={project ? `Project: ${project.name}` : 'No project'}
        >
          <span className={styles.name}>{project?.name ?? 'No project'}</span>
          <ChevronDown aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="start" className={menu.positioner}>
            <Menu.Popup className={menu.popup}>
              <Menu.Item className={menu.item} onClick={() => setAsking('create')}>
                New project…
              </Menu.Item>
              <Menu.Item className={menu.item} onClick={files.pick}>
                Import a project…
              </Menu.Item>
              <Menu.Item className={menu.item} onClick={() => void files.save(true)}>
                Export the project…
              </Menu.Item>
              <Menu.Item className={menu.item} onClick={() => void files.save(false)}>
                Export without results…
              </Menu.Item>
              <Menu.Separator className={menu.separator} />
              <Menu.Item className={menu.item} onClick={() => setAsking('rename')}>
                Rename…
              </Menu.Item>
              <Menu.Item
                className={menu.item}
                disabled={isReadOnly}
                onClick={() => setAsking('remove')}
              >
                Delete…
              </Menu.Item>
              {others.length > 0 && <OtherProjects projects={others} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {files.input}
      <ProjectDialogs asking={asking} onDone={() => setAsking(undefined)} />
    </>
  );
}

function OtherProjects({ projects }: { readonly projects: readonly ProjectFace[] }) {
  const openProject = useApp((s) => s.openProject);
  return (
    <Menu.Group>
      <Menu.Separator className={menu.separator} />
      <Menu.GroupLabel className={menu.groupLabel}>Open another</Menu.GroupLabel>
      {projects.map(({ id, name, pictures }) => (
        <Menu.Item key={id} className={menu.item} onClick={() => void openProject(id)}>
          <span>{name}</span>
          <span className={menu.note}>{countOf(pictures, 'picture')}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

function ProjectDialogs({ asking, onDone }: { readonly asking: Asking; onDone(): void }) {
  const project = useApp((s) => s.project);
  const { createProject, renameProject, removeProject } = useProjectActions();
  const name = project?.name ?? '';
  return (
    <>
      <TextDialog
        open={asking === 'create'}
        title="New project"
        label="Name"
        initial=""
        confirm="Create"
        onClose={onDone}
        onConfirm={(text) => void createProject(text)}
      />
      <TextDialog
        open={asking === 'rename'}
        title="Rename the project"
        label="Name"
        initial={name}
        confirm="Rename"
        onClose={onDone}
        onConfirm={(text) => void renameProject(text)}
      />
      <TextDialog
        open={asking === 'remove'}
        title="Delete the project"
        label={`Its pictures, labels and results are deleted from this machine. Type its name, ${name}, to do so`}
        initial=""
        confirm="Delete"
        isValid={(text) => text === name}
        onClose={onDone}
        onConfirm={() => project && void removeProject(project.id)}
      />
    </>
  );
}

function useProjectActions() {
  const createProject = useApp((s) => s.createProject);
  const renameProject = useApp((s) => s.renameProject);
  const removeProject = useApp((s) => s.removeProject);
  return { createProject, renameProject, removeProject };
}
