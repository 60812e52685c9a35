import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Company } from '#contract/company.ts';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { useChangeBillingContact } from './use-company.ts';

export function BillingCard({ company }: { company: Company }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangeBillingContact();
  const { saved, markSaved } = useSaved();
  const [name, setName] = useState(company.billingContact?.name ?? '');
  const [email, setEmail] = useState(company.billingContact?.email ?? '');
  const field = change.error === null ? undefined : fieldOf(change.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name, email }, { onSuccess: markSaved });
  };
  const remove = () =>
    change.mutate(null, {
      onSuccess: () => {
        setName('');
        setEmail('');
        markSaved();
      },
    });
  const same = name === (company.billingContact?.name ?? '') && email === (company.billingContact?.email ?? '');
  return (
    <SettingsCard id="billing" title={words.billing} description={words.billingAbout}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw={420}>
          <TextInput
            label={words.contactName}
            value={name}
            maxLength={400}
            onChange={(event) => setName(event.currentTarget.value)}
            error={field === 'name' ? say(change.error) : undefined}
          />
          <TextInput
            label={words.contactEmail}
            type="email"
            value={email}
            maxLength={400}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={change.error !== null && field !== 'name' ? say(change.error) : undefined}
          />
        </Stack>
        <div className={styles.actions}>
          <Button type="submit" disabled={same || name.trim() === '' || email.trim() === ''} loading={change.isPending}>
            {words.save}
          </Button>
          {company.billingContact !== null && (
            <Button variant="default" onClick={remove}>
              {words.removeContact}
            </Button>
          )}
          <SaveState saved={saved} />
        </div>
      </form>
    </SettingsCard>
  );
}
