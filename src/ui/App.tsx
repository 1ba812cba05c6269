import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import styles from './App.module.css';
import { useApp } from './app-context.ts';
import { Inspector } from './inspector/Inspector.tsx';
import { DropPictures } from './shell/DropPictures.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { JobsLine } from './shell/JobsLine.tsx';
import { Notices } from './shell/Notices.tsx';
import { Rail } from './shell/Rail.tsx';
import { ReadOnlyBanner } from './shell/ReadOnlyBanner.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { useLeaveGuard } from './shell/use-leave-guard.ts';
import { useShortcuts } from './shell/use-shortcuts.ts';
import { Workspace } from './shell/Workspace.tsx';

export function App() {
  const theme = useApp((s) => s.theme);
  const stage = useApp((s) => s.stage);
  const focus = useApp((s) => s.focus);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useShortcuts();
  useLeaveGuard();
  return (
    // The page's policy refuses style elements, which lists bring for a scrollbar that ours keep.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <div className={styles.app}>
          <TopBar />
          <ReadOnlyBanner />
          <Rail />
          <main className={styles.work} id="work" tabIndex={-1}>
            <ErrorBoundary resetKey={stage}>
              <Workspace />
            </ErrorBoundary>
          </main>
          <ErrorBoundary resetKey={focus ?? ''}>
            <Inspector />
          </ErrorBoundary>
          <JobsLine />
          <Notices />
          <DropPictures />
        </div>
      </Tooltip.Provider>
    </CSPProvider>
  );
}
