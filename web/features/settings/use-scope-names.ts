import type { Scope } from '#contract/endpoint.ts';
import { useWords } from '#web/lib/words.tsx';
import { apiWords } from './api-words.ts';

/** What a key's scopes allow, in the person's language, in the order they are offered. */
export function useScopeNames(): Record<Scope, string> {
  const words = useWords(apiWords);
  return {
    'settings:read': words.scopeRead,
    'settings:write': words.scopeWrite,
    'plan:read': words.scopePlan,
    'contacts:read': words.scopeContactsRead,
    'contacts:write': words.scopeContactsWrite,
    'messages:read': words.scopeMessagesRead,
    'messages:write': words.scopeMessagesWrite,
    'calls:read': words.scopeCalls,
  };
}
