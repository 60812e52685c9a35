import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Refusal } from '#web/lib/api.ts';
import { dayOf, localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { webErrors } from '#web/lib/web-errors.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';

interface SendRefusalProps {
  readonly error: unknown;
  readonly onAgain?: (() => void) | undefined;
}

/** Why a text did not leave, and the way on. What was typed stays where it is. */
export function SendRefusal({ error, onAgain }: SendRefusalProps) {
  const words = useWords(composerWords);
  const say = useRefusalWords();
  if (error instanceof Refusal && isLimit(error.code)) return <LimitsReached refusal={error} />;
  const offline = error instanceof Refusal && error.code === webErrors.offline.code;
  return (
    <div className={styles.refusal}>
      <Message kind={offline ? 'warning' : 'bad'} role="alert">
        {offline ? words.offline : say(error)}
        {offline && onAgain !== undefined && (
          <Button variant="default" size="compact-sm" mt={8} display="block" onClick={onAgain}>
            {words.again}
          </Button>
        )}
      </Message>
    </div>
  );
}

const isLimit = (code: string) => code === 'plan.limits_reached' || code === 'messages.recipients_limit';

/** "Account Limits Reached": which limit, how far it is used, when it renews, and what helps. */
function LimitsReached({ refusal }: { refusal: Refusal }) {
  const words = useWords(composerWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { limit, used, renewsAt, remedy, meter } = refusal.detail;
  const number = numberFormat(localeOf(language));
  return (
    <div className={styles.refusal}>
      <Message kind="bad" title={words.limitsTitle} role="alert">
        {refusal.code === 'messages.recipients_limit' && <p>{words.limitRecipients}</p>}
        {meter === 'messages' && <p>{words.meter_messages}</p>}
        {typeof limit === 'number' && typeof used === 'number' && (
          <p>{words.limitOf(number.format(used), number.format(limit))}</p>
        )}
        {typeof remedy === 'string' && language === 'en' && <p>{remedy}</p>}
        {typeof renewsAt === 'string' && <p>{words.limitRenews(dayOf(renewsAt, language, timeZone))}</p>}
        <Anchor component={Link} to="/settings" hash="plan">
          {words.upgrade}
        </Anchor>
      </Message>
    </div>
  );
}
