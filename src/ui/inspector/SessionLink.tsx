import type { PictureRecord } from '../../core/dataset/picture.ts';
import { sessionPlace } from '../../core/dataset/sessions.ts';
import { sessionsOf } from '../../state/picture-groups.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { sessionName } from '../images/session-name.ts';
import styles from './Inspector.module.css';

/** Names a picture's session, and leads to its pictures. */
export function SessionLink({ record }: { readonly record: PictureRecord }) {
  const { store } = useAppContext();
  const isRemoved = useApp((s) => s.decided.removed.has(record.id));
  const name = sessionName(sessionPlace(record));
  if (isRemoved) return name;
  const show = async () => {
    const hooks = slicedHooks(new AbortController().signal);
    const sessions = await sessionsOf(store.getState(), hooks);
    const session = sessions.find(({ pictures }) => pictures.includes(record.id));
    const { setFilter, showAlike, showStage } = store.getState();
    setFilter({ session });
    showAlike(false);
    showStage('images');
  };
  return (
    <button
      type="button"
      className={styles.link}
      title="Show all pictures of this session"
      onClick={() => void show()}
    >
      {name}
    </button>
  );
}
