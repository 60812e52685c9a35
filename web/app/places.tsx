import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { may } from '#contract/policy.ts';
import { unreadQuery } from '#web/features/messages/use-inbox.ts';
import { unheardQuery } from '#web/features/voice/use-calls.ts';
import { useMe, useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { BookIcon, BuildingIcon, MailIcon, PeopleIcon, PersonIcon, PhoneIcon } from '#web/ui/icons.tsx';
import { CallIcon, GroupIcon, InboxIcon } from '#web/ui/more-icons.tsx';
import { appWords } from './words.ts';

export interface Place {
  readonly to:
    | '/inbox'
    | '/calls'
    | '/contacts'
    | '/groups'
    | '/lines'
    | '/company'
    | '/settings'
    | '/phone'
    | '/mailbox';
  readonly label: string;
  readonly icon: ReactNode;
  /** How much is new there. */
  readonly fresh?: number;
  /** Places of one run stand together: the daily ones, the company's, one's own, and what stands in for the outside world. */
  readonly run: 'daily' | 'company' | 'own' | 'stand-ins';
}

/** The places of every day, which everybody has. */
export function useDailyPlaces(): readonly Place[] {
  const words = useWords(appWords);
  return [
    { to: '/inbox', label: words.inbox, icon: <InboxIcon />, run: 'daily' },
    { to: '/calls', label: words.calls, icon: <CallIcon />, run: 'daily' },
    { to: '/contacts', label: words.contacts, icon: <BookIcon />, run: 'daily' },
    { to: '/groups', label: words.groups, icon: <GroupIcon />, run: 'daily' },
  ];
}

/** Where one can go, the most used first: Inbox, Calls, Contacts, Groups — Lines, Company — My Settings. */
export function usePlaces(): readonly Place[] {
  const words = useWords(appWords);
  const daily = useDailyPlaces();
  const start = useStart();
  const me = useMe();
  const signedIn = me !== null;
  const roles = me?.line.roles ?? [];
  const unread = useQuery({ ...unreadQuery, enabled: signedIn }).data?.unread;
  const unheard = useQuery({ ...unheardQuery, enabled: signedIn }).data?.unheard;
  const fresh: { readonly [to in Place['to']]?: number } = { '/inbox': unread, '/calls': unheard };
  return [
    ...daily.map((place) => ({ ...place, fresh: fresh[place.to] ?? 0 })),
    ...(may(roles, 'see_lines')
      ? [{ to: '/lines', label: words.lines, icon: <PeopleIcon />, run: 'company' } as const]
      : []),
    ...(may(roles, 'see_company')
      ? [{ to: '/company', label: words.company, icon: <BuildingIcon />, run: 'company' } as const]
      : []),
    { to: '/settings', label: words.mySettings, icon: <PersonIcon />, run: 'own' },
    ...(start?.handsets === true
      ? [{ to: '/phone', label: words.handsets, icon: <PhoneIcon />, run: 'stand-ins' } as const]
      : []),
    ...(start?.mailbox === true
      ? [{ to: '/mailbox', label: words.mailbox, icon: <MailIcon />, run: 'stand-ins' } as const]
      : []),
  ];
}
