import type { LeftOut, Preview } from '#contract/messages.ts';
import { Refusal } from '#web/lib/api.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import { SendRefusal } from './send-refusal.tsx';
import { momentWords } from './short-time.ts';
import { nameOf } from './who.ts';

const shownLeftOut = 6;

/** What sending would do, before it is done: how many get it, who does not and why, who gets it later. */
export function PreviewNotes({ preview, isDirect }: { preview: Preview; isDirect: boolean }) {
  const words = useWords(composerWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { refusal, quiet } = preview;
  return (
    <div className={styles.preview}>
      {!isDirect && preview.recipients > 0 && (
        <p>
          {words.recipients(preview.recipients)} · {words.total(preview.segments)}
        </p>
      )}
      {preview.leftOutTotal > 0 && (
        <div className={styles.leftOut} role="status">
          <p>{words.leftOut(preview.leftOutTotal)}</p>
          <ul>
            {preview.leftOut.slice(0, shownLeftOut).map((one) => (
              <Left key={`${one.to.number} ${one.why}`} left={one} />
            ))}
            {preview.leftOutTotal > shownLeftOut && <li>{words.leftOutMore(preview.leftOutTotal - shownLeftOut)}</li>}
          </ul>
        </div>
      )}
      {quiet !== null && <p>{words.quiet(quiet.recipients, momentWords(quiet.until, language, timeZone))}</p>}
      {preview.limited !== null && <p>{words.limited(preview.limited.recipients, preview.limited.perDay)}</p>}
      {preview.asLinks > 0 && <p>{words.asLinks(preview.asLinks)}</p>}
      {refusal !== null && (
        <SendRefusal error={new Refusal(refusal.code, 422, refusal.message, undefined, refusal.detail)} />
      )}
    </div>
  );
}

function Left({ left }: { left: LeftOut }) {
  const words = useWords(composerWords);
  const { region } = usePlace();
  return (
    <li>
      <span>{nameOf(left.to, region)}</span>: {words[`why_${left.why}`] ?? left.why}
    </li>
  );
}
