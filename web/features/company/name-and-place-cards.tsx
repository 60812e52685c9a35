import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import type { Company } from '#contract/company.ts';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { spokenZone, zonesWith } from '#web/lib/time-zones.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { SearchSelect } from '#web/ui/search-select.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { useChangeCompany } from './use-company.ts';

interface CompanyCardProps {
  company: Company;
  manages: boolean;
}

export function CompanyNameCard({ company, manages }: CompanyCardProps) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const change = useChangeCompany();
  const { saved, markSaved } = useSaved();
  const [name, setName] = useState(company.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== company.name) change.mutate({ set: { name }, was: { name: company.name } }, { onSuccess: markSaved });
  };
  return (
    <SettingsCard id="company-name" title={words.name} description={words.nameAbout}>
      <form className={styles.field} onSubmit={submit} noValidate>
        <TextInput
          aria-label={words.name}
          value={name}
          readOnly={!manages}
          maxLength={400}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setName(company.name)}
          error={change.error === null ? undefined : say(change.error)}
        />
        {manages && (
          <Button type="submit" disabled={name === company.name} loading={change.isPending}>
            {words.save}
          </Button>
        )}
        <SaveState saved={saved} />
      </form>
    </SettingsCard>
  );
}

/** Both save as soon as they are chosen. */
export function PlaceCard({ company, manages }: CompanyCardProps) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const change = useChangeCompany();
  const { saved, markSaved } = useSaved();
  const zones = useCallback(() => zonesWith(company.timeZone), [company.timeZone]);
  const regions = useCallback(() => regionsIn(language), [language]);
  const field = change.error === null ? undefined : fieldOf(change.error);
  const errorOf = (of: string) => (field === of ? say(change.error) : undefined);
  const save = (set: Partial<Pick<Company, 'timeZone' | 'region'>>) => change.mutate({ set }, { onSuccess: markSaved });
  const common = { allowDeselect: false, disabled: !manages, comboboxProps: { transitionProps: { duration: 0 } } };
  return (
    <SettingsCard id="place" title={words.place} description={words.placeAbout}>
      <Stack gap="sm" maw={420} mb={-24}>
        <SearchSelect
          {...common}
          label={words.timeZone}
          choices={zones}
          value={company.timeZone}
          chosen={spokenZone(company.timeZone)}
          onChange={(zone) => zone !== null && zone !== company.timeZone && save({ timeZone: zone })}
          error={errorOf('timeZone')}
        />
        <SearchSelect
          {...common}
          label={words.region}
          choices={regions}
          value={company.region}
          chosen={new Intl.DisplayNames(language, { type: 'region' }).of(company.region) ?? company.region}
          onChange={(region) => region !== null && region !== company.region && save({ region })}
          error={errorOf('region')}
        />
        <FieldError>{change.error !== null && field === undefined ? say(change.error) : undefined}</FieldError>
        <SaveState saved={saved} />
      </Stack>
    </SettingsCard>
  );
}

/** Every two letters that the browser knows a country for. */
function regionsIn(language: string) {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined || notCountries.has(value) ? [] : [{ value, label }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
const notCountries = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO']);
