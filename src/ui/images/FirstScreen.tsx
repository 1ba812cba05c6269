import { FlaskConical } from 'lucide-react';
import { SAMPLE_SIZE } from '../../core/sample/sample-categories.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PickButtons } from './PickButtons.tsx';

export function FirstScreen() {
  const openSampleSet = useApp((s) => s.openSampleSet);
  const problem = useApp((s) => s.projectProblem);
  const isImporting = useApp((s) => s.jobs.some(({ kind }) => kind === 'import'));
  if (problem) {
    return (
      <EmptyState title="The project could not be opened">
        <p>{problem}</p>
      </EmptyState>
    );
  }
  if (isImporting) {
    return (
      <EmptyState title="Reading the first pictures">
        <p>They appear here as soon as they are read.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Drop a folder of SEM pictures here"
      actions={
        <>
          <PickButtons isFirst />
          <Button
            icon={<FlaskConical aria-hidden />}
            onClick={() => void openSampleSet(SAMPLE_SIZE)}
          >
            Open the sample set
          </Button>
        </>
      }
    >
      <p>
        TIFF (8, 16 and 32 bit), PNG, JPEG, BMP and WebP from any microscope, also in ZIP and TAR
        archives. Folders that are named after a category become labels. Nothing is uploaded:
        pictures and results stay on this machine.
      </p>
      <p>
        The sample set is synthetic: {SAMPLE_SIZE} drawn pictures in ten categories, for trying out.
      </p>
    </EmptyState>
  );
}
