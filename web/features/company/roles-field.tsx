import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Role, roles } from '#contract/policy.ts';
import { useWords } from '#web/lib/words.tsx';
import { lineWords } from './words.ts';

/** The roles in the person's language, each with what it allows. */
export function useRoleNames(): Record<Role, { name: string; about: string }> {
  const words = useWords(lineWords);
  return {
    admin: { name: words.admin, about: words.adminAbout },
    billing: { name: words.billing, about: words.billingAbout },
    member: { name: words.member, about: words.memberAbout },
    restricted: { name: words.restricted, about: words.restrictedAbout },
  };
}

/** "Restricted" stands alone or beside "Billing": choosing it takes the others away, and the other way round. */
export function withRole(before: readonly Role[], after: readonly Role[]): Role[] {
  const added = after.find((role) => !before.includes(role));
  if (added === 'restricted') return after.filter((role) => role !== 'admin' && role !== 'member');
  if (added === 'admin' || added === 'member') return after.filter((role) => role !== 'restricted');
  return [...after];
}

export function RolesField({
  value,
  onChange,
  error,
}: {
  value: readonly Role[];
  onChange: (roles: Role[]) => void;
  error?: ReactNode;
}) {
  const words = useWords(lineWords);
  const names = useRoleNames();
  return (
    <Checkbox.Group
      label={words.roles}
      value={[...value]}
      onChange={(chosen) =>
        onChange(
          withRole(
            value,
            roles.filter((role) => chosen.includes(role)),
          ),
        )
      }
      error={value.length === 0 ? words.oneRole : error}
    >
      <Stack gap="xs" mt={6} mb={6}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={names[role].name} description={names[role].about} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
