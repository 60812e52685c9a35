import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { BusinessHours } from '#contract/business-hours.ts';
import type { Company } from '#contract/company.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat } from '#web/lib/formats.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Holidays } from './holidays.tsx';
import { useChangeCompany } from './use-company.ts';
import { WeekHours } from './week-hours.tsx';

const nine = [{ from: '09:00', to: '17:00' }];
const usual: BusinessHours = { week: [nine, nine, nine, nine, nine, [], []], holidays: [] };

/** The week and the days that are different, edited in place and saved together. */
export function HoursCard({ company, manages }: { company: Company; manages: boolean }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangeCompany();
  const { saved, markSaved } = useSaved();
  const [draft, setDraft] = useState<BusinessHours>();
  const hours = draft ?? company.businessHours;
  const save = (businessHours: BusinessHours | null) =>
    change.mutate(
      { set: { businessHours }, was: { businessHours: company.businessHours } },
      {
        onSuccess: () => {
          setDraft(undefined);
          markSaved();
        },
      },
    );
  return (
    <SettingsCard id="hours" title={words.hours} description={words.hoursAbout}>
      {hours === null ? (
        <Text size="sm">{words.hoursAlways}</Text>
      ) : (
        <>
          {draft === undefined && <Now company={company} />}
          <fieldset className={styles.bare} disabled={!manages}>
            <WeekHours week={hours.week} onChange={(week) => setDraft({ ...hours, week })} />
            <Holidays holidays={hours.holidays} onChange={(holidays) => setDraft({ ...hours, holidays })} />
          </fieldset>
        </>
      )}
      <FieldError>{change.error === null ? undefined : say(change.error)}</FieldError>
      {manages && (
        <div className={styles.actions}>
          {hours === null ? (
            <Button variant="default" onClick={() => setDraft(usual)}>
              {words.hoursSet}
            </Button>
          ) : (
            <>
              <Button disabled={draft === undefined} loading={change.isPending} onClick={() => draft && save(draft)}>
                {words.save}
              </Button>
              {draft !== undefined && (
                <Button variant="default" onClick={() => setDraft(undefined)}>
                  {words.cancel}
                </Button>
              )}
              {draft === undefined && (
                <Button variant="default" onClick={() => save(null)}>
                  {words.hoursNone}
                </Button>
              )}
            </>
          )}
          <SaveState saved={saved} />
        </div>
      )}
    </SettingsCard>
  );
}

/** "Open now · Closes Monday at 5 PM", by the company's own clock. */
function Now({ company }: { company: Company }) {
  const words = useWords(companyWords);
  const language = useLanguage();
  const format = dateFormat(localeOf(language), {
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: company.timeZone,
  });
  const at = company.nextChangeAt === null ? null : format.format(new Date(company.nextChangeAt));
  return (
    <p className={styles.now}>
      <span className={styles.mark}>{company.openNow ? words.openNow : words.closedNow}</span>
      {at !== null && <span>{company.openNow ? words.closesAt(at) : words.opensAt(at)}</span>}
    </p>
  );
}
