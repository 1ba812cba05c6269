import { Play } from 'lucide-react';
import { presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from './Button.tsx';

/** The next step where results are missing: all of them, or pictures to begin with. */
export function WholeWayButton() {
  const isEmpty = useApp((s) => presentPictures(s).length === 0);
  const runAll = useApp((s) => s.runAll);
  const showStage = useApp((s) => s.showStage);
  return isEmpty ? (
    <Button kind="primary" onClick={() => showStage('images')}>
      Go to Images
    </Button>
  ) : (
    <Button kind="primary" icon={<Play aria-hidden />} onClick={() => void runAll()}>
      Run the whole way
    </Button>
  );
}
