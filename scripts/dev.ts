import { spawn } from 'node:child_process';

/** `npm run dev`: the server, started again when its files change, and Vite in front of it with the web app as it is being written. */
const children = [
  spawn(
    'node_modules/.bin/node',
    ['--watch-path=server', '--watch-path=contract', '--watch-preserve-output', 'server/main.ts'],
    { stdio: 'inherit', env: { ...process.env, PUBLIC_URL: process.env['PUBLIC_URL'] ?? 'http://localhost:5173' } },
  ),
  spawn('node_modules/.bin/vite', [], { stdio: 'inherit' }),
];
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stop).on('SIGTERM', stop);
for (const child of children) child.on('close', stop);
