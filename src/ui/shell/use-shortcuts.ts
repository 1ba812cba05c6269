import { useEffect } from 'react';
import { STAGES } from '../../state/view.ts';
import { useAppContext } from '../app-context.ts';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Undo and redo anywhere but in a text field; Alt with a digit goes to a stage. */
export function useShortcuts(): void {
  const { store } = useAppContext();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const state = store.getState();
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const stage =
        event.altKey && !command ? STAGES[Number(event.code.replace('Digit', '')) - 1] : undefined;
      if (command && key === 'z') void (event.shiftKey ? state.redo() : state.undo());
      else if (command && key === 'y') void state.redo();
      else if (stage) state.showStage(stage);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store]);
}
