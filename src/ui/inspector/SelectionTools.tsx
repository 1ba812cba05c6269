import { Menu } from '@base-ui/react/menu';
import { Tag, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { PAPER_CATEGORIES } from '../../core/dataset/folder-label.ts';
import { labelCounts } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import menu from '../shared/Menu.module.css';
import { TextDialog } from '../shared/TextDialog.tsx';
import { countOf, displayLabel } from '../shared/words.ts';
import styles from './Inspector.module.css';

/** Labels or removes the selected pictures. */
export function SelectionTools() {
  const selection = useApp((s) => s.selection);
  const setLabel = useApp((s) => s.setLabel);
  const remove = useApp((s) => s.removePictures);
  const select = useApp((s) => s.select);
  const isReadOnly = useApp((s) => s.isReadOnly);
  const [isAsking, setIsAsking] = useState(false);
  const pictures = [...selection];
  return (
    <section className={styles.section} aria-label="Selection">
      <h2 className={styles.heading}>{countOf(pictures.length, 'picture')} selected</h2>
      <div className={styles.buttons}>
        <LabelMenu
          disabled={isReadOnly}
          onLabel={(label) => void setLabel(pictures, label)}
          onNew={() => setIsAsking(true)}
        />
        <Button
          icon={<Trash2 aria-hidden />}
          disabled={isReadOnly}
          onClick={() => {
            void remove(pictures);
            select([]);
          }}
        >
          Remove
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

interface LabelMenuProps {
  readonly disabled: boolean;
  onLabel(label: string | null): void;
  onNew(): void;
}

function LabelMenu({ disabled, onLabel, onNew }: LabelMenuProps) {
  const used = useApp(labelCounts);
  const names = [
    ...new Set([...used.map(({ name }) => name), ...PAPER_CATEGORIES.map(({ label }) => label)]),
  ];
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={disabled}
        render={<Button icon={<Tag aria-hidden />}>Label…</Button>}
      />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            {names.map((name) => (
              <Menu.Item key={name} className={menu.item} onClick={() => onLabel(name)}>
                {displayLabel(name)}
              </Menu.Item>
            ))}
            <Menu.Separator className={menu.separator} />
            <Menu.Item className={menu.item} onClick={onNew}>
              New label…
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={() => onLabel(null)}>
              The folder’s label again
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
