import { Button, Text, Title } from '@mantine/core';
import type { Invitation } from '#contract/lines.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './company.module.css';
import { useRoleNames } from './roles-field.tsx';
import { useResendInvitation, useWithdrawInvitation } from './use-lines.ts';
import { lineWords } from './words.ts';

/** Who was asked and has not answered yet. */
export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const words = useWords(lineWords);
  return (
    <section aria-labelledby="invitations-title">
      <Title order={2} size="h3" id="invitations-title" mb="xs">
        {words.invitations}
      </Title>
      {invitations.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.noInvitations}
        </Text>
      ) : (
        <ul className={styles.list}>
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const { timeZone, region } = usePlace();
  const names = useRoleNames();
  const resend = useResendInvitation();
  const withdraw = useWithdrawInvitation();
  const { saved, markSaved } = useSaved();
  const error = resend.error ?? withdraw.error;
  return (
    <li className={`${styles.row} ${styles.plain}`}>
      <div className={styles.who}>
        <div className={styles.name}>{invitation.name}</div>
        <div className={styles.facts}>
          <span>{formatNumber(invitation.target, region)}</span>
          <span>{listFormat(language).format(invitation.roles.map((role) => names[role].name))}</span>
          <span>{words.invitedBy(invitation.invitedBy)}</span>
          {invitation.expired ? (
            <span className={styles.mark} data-kind="warning">
              {words.expired}
            </span>
          ) : (
            <span>{words.goodUntil(dayOf(invitation.expiresAt, language, timeZone))}</span>
          )}
          <SaveState saved={saved} label={words.sentAgain} />
        </div>
        <FieldError>{error === null ? undefined : say(error)}</FieldError>
      </div>
      <div className={styles.buttons}>
        <Button
          variant="default"
          size="xs"
          loading={resend.isPending}
          aria-label={words.resendTo(invitation.name)}
          onClick={() => resend.mutate(invitation.id, { onSuccess: markSaved })}
        >
          {words.resend}
        </Button>
        <Button
          variant="outline"
          color="red"
          size="xs"
          loading={withdraw.isPending}
          aria-label={words.withdrawOf(invitation.name)}
          onClick={() => withdraw.mutate(invitation.id)}
        >
          {words.withdraw}
        </Button>
      </div>
    </li>
  );
}
