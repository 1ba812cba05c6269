import { Menu } from '@base-ui/react/menu';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { LabelMenu } from '../shared/LabelMenu.tsx';
import menu from '../shared/Menu.module.css';
import { TextDialog } from '../shared/TextDialog.tsx';
import { countOf } from '../shared/words.ts';
import styles from './Inspector.module.css';

/** Labels, removes or restores the selected pictures. */
export function SelectionTools() {
  const selection = useApp((s) => s.selection);
  const setLabel = useApp((s) => s.setLabel);
  const remove = useApp((s) => s.removePictures);
  const restore = useApp((s) => s.restorePictures);
  const isRemoved = useApp(
    ({ selection: chosen, decided }) =>
      decided.removed.size > 0 && [...chosen].every((id) => decided.removed.has(id)),
  );
  const select = useApp((s) => s.select);
  const isReadOnly = useApp((s) => s.isReadOnly);
  const [isAsking, setIsAsking] = useState(false);
  const pictures = [...selection];
  return (
    <section className={styles.section} aria-label="Selection">
      <h2 className={styles.heading}>{countOf(pictures.length, 'picture')} selected</h2>
      <div className={styles.buttons}>
        <LabelMenu disabled={isReadOnly} onLabel={(label) => void setLabel(pictures, label)}>
          <Menu.Separator className={menu.separator} />
          <Menu.Item className={menu.item} onClick={() => setIsAsking(true)}>
            New label…
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
        <Button kind="quiet" onClick={() => select([])}>
          Clear
        </Button>
      </div>
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
