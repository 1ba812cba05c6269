import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../state/app-state.ts';
import type { AppStore } from '../state/store.ts';
import type { ThumbnailCache } from '../state/thumbnail-cache.ts';

interface AppContextValue {
  readonly store: AppStore;
  readonly thumbnails: ThumbnailCache;
}

export const AppContext = createContext<AppContextValue | undefined>(undefined);

export function useAppContext(): AppContextValue {
  const value = useContext(AppContext);
  if (!value) throw new Error('no AppContext above this component');
  return value;
}

/** The smallest thing a component needs of the state. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppContext().store, select);
}
