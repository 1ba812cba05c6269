import { ChevronDown, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import styles from './Remarks.module.css';

/** So many are seen at once. */
const SEEN = 4;

/** Sentences that a person should know of, two lines of each; a press shows the whole of one. */
export function Remarks({ remarks }: { readonly remarks: readonly string[] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (remarks.length === 0) return null;
  const shown = isWhole ? remarks : remarks.slice(0, SEEN);
  const rest = remarks.length - shown.length;
  return (
    <ul className={styles.remarks} aria-label="Remarks">
      {shown.map((remark) => (
        <li key={remark}>
          <Remark text={remark} />
        </li>
      ))}
      {rest > 0 && (
        <li>
          <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
            {rest} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Remark({ text }: { readonly text: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <button
      type="button"
      className={styles.remark}
      aria-expanded={isOpen}
      title={isOpen ? undefined : text}
      onClick={() => setIsOpen(!isOpen)}
    >
      <TriangleAlert aria-hidden />
      <span>{text}</span>
      <ChevronDown aria-hidden />
    </button>
  );
}
