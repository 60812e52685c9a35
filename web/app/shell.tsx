import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { Me } from '#contract/identity.ts';
import { may } from '#contract/policy.ts';
import { DeletionNotice } from '#web/features/company/index.ts';
import { StepUp } from '#web/features/identity/index.ts';
import { AlertBanner } from '#web/features/plan/index.ts';
import { useLive } from '#web/lib/live.ts';
import { useMe } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { Avatar } from '#web/ui/avatar.tsx';
import { AccountMenu } from './account-menu.tsx';
import { LineNumber } from './line-number.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import styles from './shell.module.css';
import { useQuiet } from './use-quiet.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { appWords } from './words.ts';

const NewTextNotes = lazy(async () => ({ default: (await import('./new-text-notes.tsx')).NewTextNotes }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }));

const BrowserPhone = lazy(async () => ({
  default: (await import('#web/features/voice/browser-phone.tsx')).BrowserPhone,
}));

/** What stands around every page of a signed-in line. */
export function Shell() {
  const me = useMe();
  if (me === null) return <SignedOut />;
  return me.secondStepMissing ? <SetUpFirst /> : <SignedIn me={me} />;
}

/** The session ended (another tab, another place, its time): sign in again, and come back here. */
function SignedOut() {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: '/sign-in', search: { note: 'signed-out', to: router.state.location.href }, replace: true });
  }, [router, navigate]);
  return null;
}

/** The company asks for two-step verification since a moment ago, or what this line had was taken away. */
function SetUpFirst() {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: '/second-step', search: { to: router.state.location.href }, replace: true });
  }, [router, navigate]);
  return null;
}

function SignedIn({ me }: { me: Me }) {
  const words = useWords(appWords);
  const { connected } = useLive();
  const quiet = useQuiet();
  const [help, setHelp] = useState<boolean>();
  const showHelp = useCallback(() => setHelp(true), []);
  const shortcuts = useShortcuts(showHelp);
  const { pathname } = useLocation();
  const fills = /^\/(inbox|contacts|groups)\b/.test(pathname);
  const wide = pathname.startsWith('/phone') || pathname.startsWith('/mailbox');
  return (
    <div className={styles.shell} data-nav data-fill={fills || undefined}>
      <a href="#content" className={styles.skip}>
        {words.skip}
      </a>
      <header className={styles.bar}>
        <Link to="/inbox" className={styles.home} aria-label={words.home}>
          <Logo compact />
        </Link>
        <LineNumber number={me.line.number} />
        <Link to="/settings" hash="profile" className={styles.person} aria-label={me.line.name}>
          <Avatar id={me.line.id} name={me.line.name} picture={me.line.picture} size={32} />
          <span className={styles.personName}>{me.line.name}</span>
        </Link>
        <AccountMenu me={me} onShortcuts={showHelp} ahead={quiet} />
      </header>
      <Navigation />
      <OfflineBanner offline={!connected} />
      {may(me.line.roles, 'delete_company') && <DeletionNotice />}
      {quiet && (
        <Suspense>
          <AlertBanner />
        </Suspense>
      )}
      <main id="content" tabIndex={-1} className={styles.main}>
        <div className={styles.content} data-wide={wide || undefined}>
          <Outlet />
        </div>
      </main>
      {quiet && (
        <Suspense>
          <NewTextNotes />
          <BrowserPhone rings={me.line.number !== null} />
        </Suspense>
      )}
      <StepUp username={me.line.username} />
      {help !== undefined && (
        <Suspense>
          <ShortcutsDialog
            opened={help}
            onClose={() => setHelp(false)}
            enabled={shortcuts.enabled}
            onEnabled={shortcuts.choose}
          />
        </Suspense>
      )}
    </div>
  );
}
