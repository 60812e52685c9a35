export { messagesInArchive } from './archive-part.ts';
export { mediaOf } from './files-of.ts';
export { messagesOfLine } from './line-leaves.ts';
export { messagesRoutes } from './routes.ts';
