import styles from './ExportWorkspace.module.css';

interface CheckListProps<Key> {
  readonly label: string;
  readonly items: readonly { readonly key: Key; readonly title: string; readonly note: string }[];
  readonly chosen: ReadonlySet<Key>;
  onChange(chosen: ReadonlySet<Key>): void;
}

export function CheckList<Key extends string | number>(props: CheckListProps<Key>) {
  const { label, items, chosen, onChange } = props;
  const toggle = (key: Key) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className={styles.checks}>
      <legend className={styles.legend}>{label}</legend>
      {items.map(({ key, title, note }) => (
        <label key={key} className={styles.check}>
          <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} />
          <span className={styles.checkTitle}>{title}</span>
          <span className={styles.checkNote}>{note}</span>
        </label>
      ))}
    </fieldset>
  );
}
