import { Button, Checkbox, Radio, Text } from '@mantine/core';
import { useState } from 'react';
import { type ColumnMeaning, columnMeanings, type Import } from '#contract/contacts.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import own from './contacts.module.css';
import { meaningName } from './import-names.ts';
import { importWords } from './import-words.ts';
import { useGroupChoices } from './use-contacts.ts';
import { useCancelImport, useStartImport } from './use-import.ts';

/** What each column means, beside the first rows; what happens to numbers that exist; which group everybody goes into. */
export function ImportColumns({ file }: { file: Import }) {
  const words = useWords(importWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const [columns, setColumns] = useState(() => file.columns.map(({ meaning }) => meaning));
  const [hasHeader, setHasHeader] = useState(file.hasHeader);
  const [existing, setExisting] = useState<'update' | 'skip'>('update');
  const [groupId, setGroupId] = useState('');
  const start = useStartImport(file.id);
  const cancel = useCancelImport(file.id);
  const choose = (at: number, meaning: ColumnMeaning) =>
    setColumns((now) =>
      // The number is one column: the one that was it before is a field now.
      now.map((one, index) => (index === at ? meaning : meaning === 'number' && one === 'number' ? 'field' : one)),
    );
  const hasNumber = columns.includes('number');
  const rows = numberFormat(localeOf(language)).format(
    file.total + Number(file.hasHeader) - Number(file.kind === 'csv' && hasHeader),
  );
  const error = start.error ?? cancel.error;
  return (
    <SettingsCard
      id="columns"
      title={words.columnsTitle}
      description={words.columnsAbout}
      footer={
        <>
          <Button
            disabled={!hasNumber}
            loading={start.isPending}
            onClick={() => start.mutate({ columns, hasHeader, existing, groupId: groupId === '' ? null : groupId })}
          >
            {words.start(rows)}
          </Button>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {words.discard}
          </Button>
          <FieldError>{error === null ? (hasNumber ? undefined : words.needNumber) : say(error)}</FieldError>
        </>
      }
    >
      <Preview file={file} columns={columns} onChoose={choose} />
      <div className={own.form} style={{ marginTop: 20 }}>
        {file.kind === 'csv' && (
          <Checkbox
            label={words.header}
            checked={hasHeader}
            onChange={(event) => setHasHeader(event.currentTarget.checked)}
          />
        )}
        <Radio.Group
          label={words.existing}
          value={existing}
          onChange={(value) => setExisting(value === 'skip' ? 'skip' : 'update')}
        >
          <Radio value="update" label={words.update} mt={8} />
          <Radio value="skip" label={words.skip} mt={8} />
        </Radio.Group>
        <GroupChoice value={groupId} onChange={setGroupId} />
      </div>
    </SettingsCard>
  );
}

interface PreviewProps {
  readonly file: Import;
  readonly columns: readonly ColumnMeaning[];
  readonly onChoose: (at: number, meaning: ColumnMeaning) => void;
}

function Preview({ file, columns, onChoose }: PreviewProps) {
  const words = useWords(importWords);
  const headings = file.columns.map(({ heading }, at) => heading || words.unnamed(at + 1));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people without a mouse scroll it with the arrows
    <section className={own.scroll} aria-label={words.columnsTitle} tabIndex={0}>
      <table className={own.columns}>
        <thead>
          <tr>
            <th scope="col">{words.row}</th>
            {headings.map((heading, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are told by their place, and two may be called alike
              <th key={at} scope="col">
                <div>{heading}</div>
                <select
                  className={own.choice}
                  aria-label={words.meaningOf(heading)}
                  value={columns[at]}
                  // The options are the meanings and nothing else.
                  onChange={(event) => onChoose(at, event.currentTarget.value as ColumnMeaning)}
                >
                  {columnMeanings.map((meaning) => (
                    <option key={meaning} value={meaning}>
                      {words[meaningName[meaning]]}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.preview.map(({ row, cells, fault }) => (
            <tr key={row} data-fault={fault}>
              <td className="tabular">{row}</td>
              {fault !== undefined ? (
                <td colSpan={headings.length}>{cells.join(' ')}</td>
              ) : (
                headings.map((_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={at} className={columns[at] === 'skip' ? own.skipped : undefined}>
                    {cells[at]}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GroupChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const words = useWords(importWords);
  const groups = useGroupChoices().data?.groups ?? [];
  if (groups.length === 0) return null;
  return (
    <Text component="label" size="sm" fw={500}>
      {words.group}
      <br />
      <select className={own.choice} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.noGroup}</option>
        {groups.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Text>
  );
}
