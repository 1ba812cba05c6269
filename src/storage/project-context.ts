import type { StorageDatabase } from './database.ts';
import type { ProjectFiles } from './project-files.ts';

/** What every store of one open project works on. */
export interface ProjectContext {
  readonly id: string;
  readonly db: StorageDatabase;
  readonly files: ProjectFiles;
}
