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
import { RetentionDialog } from './retention-dialog.tsx';
import { useChangePolicy } from './use-company.ts';

type Months = (typeof retentionChoices)[number];
interface Policy {
  secondFactorRequired: boolean;
  retentionMonths: Months | null;
}

/** Each saves as soon as it is chosen, after a step-up where that is due; what takes something away asks first. */
export function PolicyCard({ company }: { company: Company }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangePolicy();
  const { saved, markSaved } = useSaved();
  const [asking, setAsking] = useState<'second factor' | Months>();
  const retentionMonths = retentionChoices.find((months) => months === company.retentionMonths) ?? null;
  const policy: Policy = { secondFactorRequired: company.secondFactorRequired, retentionMonths };
  const save = (set: Partial<Policy>) =>
    change.mutate({ ...policy, ...set }, { onSuccess: markSaved, onSettled: () => setAsking(undefined) });
  const keepFor = (months: Months | null) => {
    const isShorter = months !== null && (retentionMonths === null || months < retentionMonths);
    if (isShorter) setAsking(months);
    else save({ retentionMonths: months });
  };
  return (
    <SettingsCard id="policy" title={words.security} description={words.securityAbout}>
      <Stack gap="md" maw={480} mb={-24}>
        <Switch
          label={words.secondFactor}
          description={words.secondFactorAbout}
          checked={policy.secondFactorRequired}
          disabled={change.isPending}
          onChange={(event) =>
            event.currentTarget.checked ? setAsking('second factor') : save({ secondFactorRequired: false })
          }
        />
        <NativeSelect
          label={words.retention}
          description={words.retentionAbout}
          value={String(retentionMonths)}
          disabled={change.isPending}
          onChange={(event) =>
            keepFor(retentionChoices.find((one) => String(one) === event.currentTarget.value) ?? null)
          }
          data={[
            { value: 'null', label: words.keepForever },
            ...retentionChoices.map((months) => ({ value: String(months), label: words.span(months) })),
          ]}
        />
        <FieldError>{change.error === null ? undefined : say(change.error)}</FieldError>
        <SaveState saved={saved} />
      </Stack>
      <SecondFactorDialog
        missing={company.secondFactorMissing}
        open={asking === 'second factor'}
        saving={change.isPending}
        onYes={() => save({ secondFactorRequired: true })}
        onClose={() => setAsking(undefined)}
      />
      <RetentionDialog
        months={asking === 'second factor' ? undefined : asking}
        saving={change.isPending}
        onYes={(months) => save({ retentionMonths: retentionChoices.find((one) => one === months) ?? retentionMonths })}
        onClose={() => setAsking(undefined)}
      />
    </SettingsCard>
  );
}

interface SecondFactorDialogProps {
  missing: number;
  open: boolean;
  saving: boolean;
  onYes: () => void;
  onClose: () => void;
}

/** Who it meets, before everybody is asked. */
function SecondFactorDialog({ missing, open, saving, onYes, onClose }: SecondFactorDialogProps) {
  const words = useWords(companyWords);
  return (
    <Dialog open={open} onClose={onClose} title={words.secondFactorTitle}>
      <Text size="sm">{words.secondFactorMissing(missing)}</Text>
      <Text size="sm" mt="xs">
        {words.secondFactorKeys}
      </Text>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.cancel}
        </Button>
        <Button loading={saving} onClick={onYes}>
          {words.secondFactorYes}
        </Button>
      </div>
    </Dialog>
  );
}
