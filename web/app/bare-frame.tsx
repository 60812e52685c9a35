import { Link, Outlet } from '@tanstack/react-router';
import type { Language } from '#contract/identity.ts';
import { useMe, useStart } from '#web/lib/queries.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './bare-frame.module.css';
import { useChooseLanguage } from './choose-language.ts';
import { Logo } from './logo.tsx';
import { appWords } from './words.ts';

/** What stands around a page that needs no sign-in: the name above, the language below. */
export function BareFrame({ wide = false }: { wide?: boolean }) {
  const words = useWords(appWords);
  const start = useStart();
  const me = useMe();
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <Link to="/" className={styles.home} aria-label={words.home}>
          <Logo />
        </Link>
      </header>
      <main className={styles.main} data-wide={wide || undefined} id="content">
        <Outlet />
      </main>
      <footer className={styles.foot}>
        {me === null && <LanguageChoice />}
        {start?.handsets === true && <Link to="/phone">{words.handsets}</Link>}
        {start?.mailbox === true && <Link to="/mailbox">{words.mailbox}</Link>}
        <a href="/docs">{words.apiDocumentation}</a>
      </footer>
    </div>
  );
}

const languages = [
  ['en', 'English'],
  ['es', 'Español'],
] as const satisfies readonly (readonly [Language, string])[];

function LanguageChoice() {
  const words = useWords(appWords);
  const language = useLanguage();
  const choose = useChooseLanguage();
  return (
    <fieldset className={styles.languages}>
      <legend className="visually-hidden">{words.chooseLanguage}</legend>
      {languages.map(([code, name]) => (
        <button key={code} type="button" lang={code} aria-pressed={code === language} onClick={() => choose(code)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
