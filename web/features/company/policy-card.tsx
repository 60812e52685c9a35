import { NativeSelect, Stack, Switch } from '@mantine/core';
import { type Company, retentionChoices } from '#contract/company.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { companyWords } from './company-words.ts';
import { useChangePolicy } from './use-company.ts';

/** Each saves as soon as it is chosen, after a step-up where that is due. */
export function PolicyCard({ company }: { company: Company }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangePolicy();
  const { saved, markSaved } = useSaved();
  const { secondFactorRequired } = company;
  const retentionMonths = retentionChoices.find((months) => months === company.retentionMonths) ?? null;
  const save = (set: Partial<{ secondFactorRequired: boolean; retentionMonths: typeof retentionMonths }>) =>
    change.mutate({ secondFactorRequired, retentionMonths, ...set }, { onSuccess: markSaved });
  return (
    <SettingsCard id="policy" title={words.security} description={words.securityAbout}>
      <Stack gap="md" maw={480} mb={-24}>
        <Switch
          label={words.secondFactor}
          description={words.secondFactorAbout}
          checked={secondFactorRequired}
          disabled={change.isPending}
          onChange={(event) => save({ secondFactorRequired: event.currentTarget.checked })}
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
    </SettingsCard>
  );
}
