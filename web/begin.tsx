import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { makeRouter } from './app/router.tsx';
import { makeQueryClient, meQuery, startQuery } from './lib/queries.ts';

/** Milliseconds. */
const frameAfter = 150;

const queries = makeQueryClient();
// Both are needed by every page: they travel while the code of the page does.
void queries.prefetchQuery(meQuery);
void queries.prefetchQuery(startQuery);
// The pages most people open start loading before it is known that they are signed in.
if (window.location.pathname === '/settings') void import('./app/settings-route.tsx');
if (window.location.pathname.startsWith('/inbox')) void import('./app/inbox-route.tsx');
if (window.location.pathname.startsWith('/inbox/')) void import('./app/thread-routes.tsx');
const router = makeRouter(queries);
// Facts and code of most pages come along: what is drawn first is then the page itself, in slices, and not a frame that the page
// replaces in one go. A page that takes longer begins with its frame.
await Promise.race([router.load(), new Promise((resolve) => setTimeout(resolve, frameAfter))]);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// As a transition: a slow device draws it in slices, and answers taps between them.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App queries={queries} router={router} />
    </StrictMode>,
  ),
);
