import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

type WriterFactory = ReturnType<typeof SerializerSelector>;

/**
 * What writes a kind of reply is compiled by the first such reply. All of them at the start are some 500 programs and 10 MB of
 * memory, of which a process uses a few dozen (docs/decisions/0007).
 */
export const lateWriters: WriterFactory = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (reply) => {
      write ??= compile(route);
      return write(reply);
    };
  };
};
