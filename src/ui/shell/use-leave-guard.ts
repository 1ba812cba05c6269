import { useEffect } from 'react';
import { useApp } from '../app-context.ts';

/** Has the browser ask before the page is left while a decision is on its way to the disk, which takes milliseconds. */
export function useLeaveGuard(): void {
  const isUnsaved = useApp((s) => s.unsaved > 0);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}
