import { Popover } from '@base-ui/react/popover';
import { ListFilter } from 'lucide-react';
import { NO_FILTER } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import styles from './FilterBar.module.css';
import { FurtherFilters } from './FurtherFilters.tsx';
import { furtherFilters } from './picture-filter.ts';

/** The filters that are rarely used, behind one button that says how many are. */
export function MoreFilters() {
  const active = useApp((s) => furtherFilters(s.filter));
  const setFilter = useApp((s) => s.setFilter);
  const clear = () => {
    const { label: _, text: __, ...further } = NO_FILTER;
    setFilter(further);
  };
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button icon={<ListFilter aria-hidden />} aria-pressed={active > 0}>
            {active === 0 ? 'More filters' : `More filters (${active})`}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className={styles.positioner}>
          <Popover.Popup className={styles.popup}>
            <div className={styles.head}>
              <Popover.Title render={<span />}>More filters</Popover.Title>
              <Button
                kind="quiet"
                aria-label="Clear these filters"
                disabled={active === 0}
                onClick={clear}
              >
                Clear
              </Button>
            </div>
            <FurtherFilters />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
