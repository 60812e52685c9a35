import type { Language } from '#contract/identity.ts';
import { type CodeKind, type NoticeFacts, type NoticeKind, type NoticeWords, noticeWords } from './notice-words.ts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A code as a text. It ends with the line that lets browsers fill the code in by themselves (WICG "Origin-bound one-time codes"). */
export function composeCodeText(language: Language, kind: CodeKind, code: string, publicUrl: string): string {
  return `${noticeWords[language].code(kind, code, 10).text}\n\n@${new URL(publicUrl).hostname} #${code}`;
}

export const composeCodeMail = (language: Language, kind: CodeKind, code: string): Letter =>
  letter(noticeWords[language].code(kind, code, 10), '', language);

export function composeEmailLink(language: Language, name: string, token: string, publicUrl: string): Letter {
  const url = linkTo(publicUrl, token);
  return letter(noticeWords[language].emailLink({ name, url }), url, language);
}

export function composeNoticeMail(language: Language, kind: NoticeKind, facts: NoticeFacts, publicUrl: string): Letter {
  const url = urlOf(kind, facts, publicUrl);
  return letter(noticeWords[language].notice[kind]({ ...facts, url }), url, language);
}

export function composeNoticeText(language: Language, kind: NoticeKind, facts: NoticeFacts, publicUrl: string): string {
  const url = urlOf(kind, facts, publicUrl);
  const words = noticeWords[language].notice[kind]({ ...facts, url });
  return words.action ? `${words.fact} ${words.action.lead} ${url}` : words.fact;
}

/** R10: the token is in the fragment, which no server and no mail scanner is sent. */
const linkTo = (publicUrl: string, token: string) => `${publicUrl}/link#${token}`;

function urlOf(kind: NoticeKind, facts: NoticeFacts, publicUrl: string): string {
  if (facts.token !== undefined) return linkTo(publicUrl, facts.token);
  if (kind === 'password.changed') return `${publicUrl}/forgot`;
  return kind === 'usernames' ? `${publicUrl}/sign-in` : `${publicUrl}/settings`;
}

/** The one look of our mails: the fact, the action with its link, why it came. */
export function letter(words: NoticeWords, url: string, language: Language): Letter {
  const text = [
    words.fact,
    ...(words.action ? [words.action.lead, url] : []),
    words.why,
    ...(words.off ? [`${words.off.lead}: ${words.off.url}`] : []),
    'Trunkline',
  ].join('\n\n');
  return { subject: words.subject, text, html: page(words, url, language) };
}

const page = (words: NoticeWords, url: string, language: Language) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(words.subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto">
<p style="font-weight:700;color:#0d8278;margin:0 0 24px">Trunkline</p>
<h1 style="font-size:20px;line-height:1.3;margin:0 0 12px">${escaped(words.subject)}</h1>
<p style="margin:0 0 16px">${escaped(words.fact)}</p>
${
  words.action
    ? `<p style="margin:0 0 16px">${escaped(words.action.lead)}</p>
<p style="margin:0 0 24px"><a href="${escaped(url)}" style="display:inline-block;background:#0f766e;color:#fff;text-decoration:none;padding:10px 18px;border-radius:8px;font-weight:600">${escaped(words.action.button)}</a></p>
<p style="margin:0 0 24px;font-size:13px;word-break:break-all">${escaped(url)}</p>`
    : ''
}
<p style="margin:0;font-size:13px;opacity:.75">${escaped(words.why)}${words.off ? ` <a href="${escaped(words.off.url)}" style="color:inherit">${escaped(words.off.lead)}</a>` : ''}</p>
</div></body></html>`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
