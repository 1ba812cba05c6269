import { Menu } from '@base-ui/react/menu';
import { Tag } from 'lucide-react';
import type { ReactNode } from 'react';
import { PAPER_CATEGORIES } from '../../core/dataset/folder-label.ts';
import { labelCounts } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from './Button.tsx';
import menu from './Menu.module.css';
import { displayLabel } from './words.ts';

interface LabelMenuProps {
  readonly title?: string;
  readonly disabled: boolean;
  /** Further items. */
  readonly children?: ReactNode;
  onLabel(label: string): void;
}

/** The labels in use and the paper's. */
export function LabelMenu({ title = 'Label…', disabled, children, onLabel }: LabelMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={disabled}
        render={<Button icon={<Tag aria-hidden />}>{title}</Button>}
      />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <LabelItems onLabel={onLabel} />
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function LabelItems({ onLabel }: Pick<LabelMenuProps, 'onLabel'>) {
  const used = useApp(labelCounts).map(({ name }) => name);
  const names = [...new Set([...used, ...PAPER_CATEGORIES.map(({ label }) => label)])];
  return names.map((name) => (
    <Menu.Item key={name} className={menu.item} onClick={() => onLabel(name)}>
      {displayLabel(name)}
    </Menu.Item>
  ));
}
