import type { TrailEntry } from '#contract/trail.ts';
import { useWords } from '#web/lib/words.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './trail.module.css';
import { trailWords, undoOf } from './trail-words.ts';

/** Entries of the trail, newest first. `showsWhom` names the line each is about, where more than one is shown. */
export function Trail({ entries, showsWhom = false }: { entries: readonly TrailEntry[]; showsWhom?: boolean }) {
  return (
    <ol className={styles.trail}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} showsWhom={showsWhom} />
      ))}
    </ol>
  );
}

function Entry({ entry, showsWhom }: { entry: TrailEntry; showsWhom: boolean }) {
  const words = useWords(trailWords);
  const undo = undoOf[entry.kind];
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <strong>{sentence(entry.kind, words)}</strong>
        <RelativeTime at={entry.at} />
      </div>
      <div className={styles.facts}>
        {showsWhom && entry.about !== null && <span>{words.ofLine(entry.about.name)}</span>}
        {entry.by !== null && <span>{words.byLine(entry.by.name)}</span>}
        <Change detail={entry.detail} />
        {entry.device !== '' && <span>{entry.device}</span>}
        <span className="tabular">{entry.ip}</span>
        <span>{words.proven(proofOf(entry.proof, words))}</span>
      </div>
      {undo !== undefined && <p className={styles.undo}>{words[undo]}</p>}
    </li>
  );
}

type Words = typeof trailWords.en | typeof trailWords.es;

function sentence(kind: string, words: Words): string {
  const found = Object.hasOwn(words, kind) ? words[kind as keyof Words] : undefined; // just asked whether it is one
  return typeof found === 'string' ? found : kind;
}

function proofOf(proof: string, words: Words): string {
  const key = `proof_${proof}`;
  const found = Object.hasOwn(words, key) ? words[key as keyof Words] : undefined; // just asked whether it is one
  return typeof found === 'string' ? found : proof;
}

/** What it was and what it became, where the entry tells. */
function Change({ detail }: { detail: TrailEntry['detail'] }) {
  const words = useWords(trailWords);
  const { from, to } = detail;
  const told = (value: unknown) =>
    Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : undefined;
  const [before, after] = [told(from), told(to)];
  if (after === undefined) return null;
  return <span>{before === undefined ? after : words.fromTo(before, after)}</span>;
}
