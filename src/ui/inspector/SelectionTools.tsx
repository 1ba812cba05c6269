import { Menu } from '@base-ui/react/menu';
import { ArchiveRestore, Sparkles, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { NO_LABEL } from '../../core/dataset/decisions.ts';
import type { PictureId } from '../../core/dataset/picture.ts';
import { acceptable, areAllRemoved, selectedPictures } from '../../state/selection.ts';
import { pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { LabelMenu } from '../shared/LabelMenu.tsx';
import menu from '../shared/Menu.module.css';
import { TextDialog } from '../shared/TextDialog.tsx';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './Inspector.module.css';

/** Labels, removes or restores the selected pictures. */
export function SelectionTools() {
  const pictures = useApp(selectedPictures);
  const setLabel = useApp((s) => s.setLabel);
  const remove = useApp((s) => s.removePictures);
  const restore = useApp((s) => s.restorePictures);
  const isRemoved = useApp(areAllRemoved);
  const select = useApp((s) => s.select);
  const isReadOnly = useApp((s) => s.isReadOnly);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section className={styles.section} aria-label="Selection">
      <h2 className={styles.heading}>{countOf(pictures.length, 'picture')} selected</h2>
      <div className={styles.buttons}>
        <LabelMenu disabled={isReadOnly} onLabel={(label) => void setLabel(pictures, label)}>
          <Menu.Separator className={menu.separator} />
          <Menu.Item className={menu.item} onClick={() => setIsAsking(true)}>
            New label…
          </Menu.Item>
          <Menu.Item className={menu.item} onClick={() => void setLabel(pictures, NO_LABEL)}>
            No label
          </Menu.Item>
          <Menu.Item className={menu.item} onClick={() => void setLabel(pictures, null)}>
            The folder’s label again
          </Menu.Item>
        </LabelMenu>
        <Button
          icon={isRemoved ? <ArchiveRestore aria-hidden /> : <Trash2 aria-hidden />}
          disabled={isReadOnly}
          onClick={() => {
            void (isRemoved ? restore(pictures) : remove(pictures));
            select([]);
          }}
        >
          {isRemoved ? 'Restore' : 'Remove'}
        </Button>
        <AcceptButton />
        <Button kind="quiet" onClick={() => select([])}>
          Clear
        </Button>
      </div>
      {pictures.length > 1 && <SelectedPictures pictures={pictures} />}
      <TextDialog
        open={isAsking}
        title={`Label ${countOf(pictures.length, 'picture')}`}
        label="New label"
        initial=""
        confirm="Label"
        onClose={() => setIsAsking(false)}
        onConfirm={(text) => void setLabel(pictures, text)}
      />
    </section>
  );
}

/** Two rows of four. */
const SHOWN = 8;

/** The first of the selected pictures; a press brings one into focus. */
function SelectedPictures({ pictures }: { readonly pictures: readonly PictureId[] }) {
  const focus = useApp((s) => s.focus);
  const byId = useApp(pictureById);
  const select = useApp((s) => s.select);
  const first = pictures.slice(0, pictures.length > SHOWN ? SHOWN - 1 : SHOWN);
  const rest = pictures.length - first.length;
  return (
    <div className={styles.selected}>
      {first.map((id) => (
        <button
          key={id}
          type="button"
          className={styles.similarPicture}
          aria-pressed={id === focus}
          title={byId.get(id)?.path}
          onClick={() => select(pictures, id)}
        >
          <Thumbnail picture={id} alt={byId.get(id)?.path ?? ''} />
        </button>
      ))}
      {rest > 0 && <span className={styles.rest}>+ {formatCount(rest)}</span>}
    </div>
  );
}

/** Makes sure predictions labels; absent where the selection has none. */
function AcceptButton() {
  const accept = useApp((s) => s.acceptPredictions);
  const pictures = useApp(selectedPictures);
  const count = useApp(acceptable);
  const isReadOnly = useApp((s) => s.isReadOnly);
  if (count === 0) return null;
  return (
    <Button
      icon={<Sparkles aria-hidden />}
      disabled={isReadOnly}
      title="Predictions of at least the probability that was chosen in Train become your labels; pictures with a label keep theirs"
      onClick={() => void accept(pictures)}
    >
      {count === 1 ? 'Accept the prediction' : `Accept ${formatCount(count)} predictions`}
    </Button>
  );
}
