import { Copy } from 'lucide-react';
import { alikeGroups, isAlikeCurrent } from '../../state/alike.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { formatCount } from '../shared/words.ts';

/** Turns to the groups that look alike, which are looked for then, and back. */
export function DuplicatesButton() {
  const { store } = useAppContext();
  const isShowing = useApp((s) => s.isShowingAlike);
  const isCurrent = useApp(isAlikeCurrent);
  const count = useApp((s) => alikeGroups(s).length);
  const turn = () => {
    const { showAlike, findAlike } = store.getState();
    showAlike(!isShowing);
    if (!isShowing && !isCurrent) void findAlike();
  };
  return (
    <Button icon={<Copy aria-hidden />} aria-pressed={isShowing} onClick={turn}>
      {isCurrent ? `Duplicates (${formatCount(count)})` : 'Duplicates'}
    </Button>
  );
}
