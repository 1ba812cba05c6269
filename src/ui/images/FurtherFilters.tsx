import { useEffect, useMemo, useState } from 'react';
import type { Session } from '../../core/dataset/sessions.ts';
import type { Vendor } from '../../core/scale/vendor-metadata.ts';
import { sessionsOf } from '../../state/picture-groups.ts';
import { presentPictures } from '../../state/selectors.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import type { GalleryFilter } from '../../state/view.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { VENDORS } from '../inspector/picture-facts.ts';
import { Choice, type ChoiceOption } from '../shared/Choice.tsx';
import { formatCount } from '../shared/words.ts';
import { sessionName } from './session-name.ts';

const ANY = 'any';
const NONE = 'none';
/** A longer list helps nobody; the inspector leads to the session of any picture. */
const MOST_SESSIONS = 200;

/** What stands in the popover of further filters, each with its choices. */
export function FurtherFilters() {
  const hasPredictions = useApp((s) => s.predictions.size > 0);
  return (
    <>
      <VendorFilter />
      <SessionFilter />
      <OneOf
        name="scale"
        label="Scale"
        options={[
          { value: 'known', label: 'Known' },
          { value: 'unsure', label: 'To be reviewed' },
          { value: 'unknown', label: 'Not known' },
        ]}
      />
      <OneOf
        name="depth"
        label="Bit depth"
        options={[
          { value: '8 bit', label: '8 bit' },
          { value: 'more', label: 'More than 8 bit' },
        ]}
      />
      <OneOf
        name="size"
        label="Longer side"
        options={[
          { value: 'small', label: 'Below 1,024 px' },
          { value: 'middle', label: '1,024 to 2,047 px' },
          { value: 'large', label: '2,048 px and more' },
        ]}
      />
      {hasPredictions && (
        <OneOf
          name="prediction"
          label="Prediction"
          options={[
            { value: 'sure', label: 'Sure' },
            { value: 'unsure', label: 'Unsure' },
            { value: 'other', label: 'Another than the label' },
          ]}
        />
      )}
      <RemovedFilter />
    </>
  );
}

interface OneOfProps<Name extends 'scale' | 'depth' | 'size' | 'prediction'> {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly ChoiceOption<NonNullable<GalleryFilter[Name]>>[];
}

function OneOf<Name extends 'scale' | 'depth' | 'size' | 'prediction'>(props: OneOfProps<Name>) {
  const { name, label, options } = props;
  const value: string = useApp((s) => s.filter[name]) ?? ANY;
  const setFilter = useApp((s) => s.setFilter);
  const all: readonly ChoiceOption<string>[] = [{ value: ANY, label: 'All' }, ...options];
  return (
    <Choice
      label={label}
      value={value}
      options={all}
      onChange={(chosen) => setFilter({ [name]: chosen === ANY ? undefined : chosen })}
    />
  );
}

function VendorFilter() {
  const pictures = useApp(presentPictures);
  const vendor = useApp((s) => s.filter.vendor);
  const setFilter = useApp((s) => s.setFilter);
  const options = useMemo(() => {
    const counts = new Map<Vendor | undefined, number>();
    for (const { metadata } of pictures) {
      counts.set(metadata?.vendor, (counts.get(metadata?.vendor) ?? 0) + 1);
    }
    const named = [...counts].map(([value, count]) => ({
      value: value ?? NONE,
      label: value === undefined ? 'Not known' : VENDORS[value],
      note: formatCount(count),
    }));
    return [{ value: ANY, label: 'All' }, ...named.sort((a, b) => (a.label < b.label ? -1 : 1))];
  }, [pictures]);
  return (
    <Choice<string>
      label="Microscope"
      value={vendor === undefined ? ANY : (vendor ?? NONE)}
      options={options}
      onChange={(chosen) =>
        setFilter({
          vendor: chosen === ANY ? undefined : chosen === NONE ? null : (chosen as Vendor),
        })
      }
    />
  );
}

function SessionFilter() {
  const { store } = useAppContext();
  const chosen = useApp((s) => s.filter.session);
  const setFilter = useApp((s) => s.setFilter);
  const [sessions, setSessions] = useState<readonly Session[]>();
  useEffect(() => {
    const controller = new AbortController();
    sessionsOf(store.getState(), slicedHooks(controller.signal)).then(
      (found) => setSessions(found.slice(0, MOST_SESSIONS)),
      () => 'the popover was closed before all pictures were looked at',
    );
    return () => controller.abort();
  }, [store]);
  const isListed = sessions?.some(({ key }) => key === chosen?.key);
  const shown = chosen && !isListed ? [chosen, ...(sessions ?? [])] : (sessions ?? []);
  return (
    <Choice
      label="Session"
      value={chosen?.key ?? ANY}
      disabled={!sessions}
      options={[
        { value: ANY, label: 'All' },
        ...shown.map((session) => ({
          value: session.key,
          label: sessionName(session),
          note: formatCount(session.pictures.length),
        })),
      ]}
      onChange={(key) => setFilter({ session: shown.find((session) => session.key === key) })}
    />
  );
}

function RemovedFilter() {
  const isRemoved = useApp((s) => s.filter.removed);
  const count = useApp((s) => s.decided.removed.size);
  const setFilter = useApp((s) => s.setFilter);
  return (
    <Choice
      label="Removed pictures"
      value={isRemoved ? 'shown' : 'hidden'}
      options={[
        { value: 'hidden', label: 'Hidden' },
        { value: 'shown', label: 'Shown instead', note: formatCount(count) },
      ]}
      onChange={(chosen) => setFilter({ removed: chosen === 'shown' })}
    />
  );
}
