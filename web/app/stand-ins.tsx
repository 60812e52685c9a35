import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Language } from '#contract/identity.ts';
import { useLanguage } from '#web/lib/words.tsx';

interface PhonePageProps {
  handset: string | undefined;
  onSelect: (number: string | undefined) => void;
  lang: Language;
}
const pages = import.meta.glob<Record<string, ComponentType<never>>>(
  '../features/{phone,mailbox}/{phone,mailbox}-page.tsx',
);
const pick = <P,>(path: string, name: string) =>
  lazy(async () => {
    const page = await pages[path]?.();
    return { default: (page?.[name] ?? (() => null)) as unknown as ComponentType<P> };
  });
const PhonePage = pick<PhonePageProps>('../features/phone/phone-page.tsx', 'PhonePage');
const MailboxPage = pick<{ lang: Language }>('../features/mailbox/mailbox-page.tsx', 'MailboxPage');
const phone = getRouteApi('/stand-ins/phone');

export function PhoneRoute() {
  const { handset } = phone.useSearch();
  const navigate = useNavigate();
  const lang = useLanguage();
  return (
    <Suspense>
      <PhonePage
        handset={handset}
        onSelect={(number) =>
          void navigate({ to: '/phone', search: number === undefined ? {} : { handset: number }, replace: true })
        }
        lang={lang}
      />
    </Suspense>
  );
}

export function MailboxRoute() {
  const lang = useLanguage();
  return (
    <Suspense>
      <MailboxPage lang={lang} />
    </Suspense>
  );
}
