import { Button, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { type Company, retentionChoices } from '#contract/company.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Dialog } from './dialog.tsx';
import { useChangePolicy } from './use-company.ts';

/** Each saves as soon as it is chosen, after a step-up where that is due. */
export function PolicyCard({ company }: { company: Company }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangePolicy();
  const { saved, markSaved } = useSaved();
  const [asking, setAsking] = useState(false);
  const { secondFactorRequired } = company;
  const retentionMonths = retentionChoices.find((months) => months === company.retentionMonths) ?? null;
  const save = (set: Partial<{ secondFactorRequired: boolean; retentionMonths: typeof retentionMonths }>) =>
    change.mutate(
      { secondFactorRequired, retentionMonths, ...set },
      { onSuccess: markSaved, onSettled: () => setAsking(false) },
    );
  return (
    <SettingsCard id="policy" title={words.security} description={words.securityAbout}>
      <Stack gap="md" maw={480} mb={-24}>
        <Switch
          label={words.secondFactor}
          description={words.secondFactorAbout}
          checked={secondFactorRequired}
          disabled={change.isPending}
          onChange={(event) => (event.currentTarget.checked ? setAsking(true) : save({ secondFactorRequired: false }))}
        />
        <NativeSelect
          label={words.retention}
          description={words.retentionAbout}
          value={String(retentionMonths)}
          disabled={change.isPending}
          onChange={(event) =>
            save({ retentionMonths: retentionChoices.find((one) => String(one) === event.currentTarget.value) ?? null })
          }
          data={[
            { value: 'null', label: words.keepForever },
            ...retentionChoices.map((months) => ({
              value: String(months),
              label: months < 12 ? words.months(months) : words.years(months / 12),
            })),
          ]}
        />
        <FieldError>{change.error === null ? undefined : say(change.error)}</FieldError>
        <SaveState saved={saved} />
      </Stack>
      <Dialog open={asking} onClose={() => setAsking(false)} title={words.secondFactorTitle}>
        <Text size="sm">{words.secondFactorMissing(company.secondFactorMissing)}</Text>
        <Text size="sm" mt="xs">
          {words.secondFactorKeys}
        </Text>
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {words.cancel}
          </Button>
          <Button loading={change.isPending} onClick={() => save({ secondFactorRequired: true })}>
            {words.secondFactorYes}
          </Button>
        </div>
      </Dialog>
    </SettingsCard>
  );
}
